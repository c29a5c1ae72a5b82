import { z } from "zod";
import {
  changes,
  customFieldFilter,
  customFields,
  date,
  id,
  instant,
  listQuery,
  oneOrMore,
  optional,
  optionalProse,
  requiredText,
  version,
} from "@/lib/http/fields";

export const jobPriority = z.enum(["low", "normal", "high", "urgent"]);
export type JobPriority = z.infer<typeof jobPriority>;

export const jobStatus = z.enum([
  "new",
  "scheduled",
  "in_progress",
  "on_hold",
  "completed",
  "invoiced",
  "cancelled",
]);
export type JobStatus = z.infer<typeof jobStatus>;

export const jobSource = z.enum(["phone", "web", "email", "plan", "follow_up", "import", "other"]);
export type JobSource = z.infer<typeof jobSource>;

/** Whose job it is and where, as far as a row of a list needs it. */
export const jobCustomer = z.object({ id, display_name: z.string(), phone: z.string().nullable() });
export const jobProperty = z.object({
  id,
  line1: z.string(),
  city: z.string(),
  postcode: z.string().nullable(),
  lat: z.number().nullable(),
  lng: z.number().nullable(),
  time_zone: z.string(),
});
export const jobServiceType = z.object({ id, name: z.string(), color: z.number().int() });

/** A job as its visits show it. */
export const jobBrief = z.object({
  id,
  number: z.string(),
  title: z.string(),
  priority: jobPriority,
  service_type: jobServiceType.nullable(),
  customer: jobCustomer,
  property: jobProperty,
});
export type JobBrief = z.infer<typeof jobBrief>;

export const job = jobBrief.extend({
  description: z.string().nullable(),
  status: jobStatus,
  status_reason: z.string().nullable(),
  due_on: date.nullable(),
  /** What a visit of it takes; null follows the service type. */
  duration_min: z.number().int().nullable(),
  source: jobSource,
  wishes: z.string().nullable(),
  follow_up_of: id.nullable(),
  tags: z.array(z.object({ id, name: z.string(), color: z.number().int() })),
  minutes_planned: z.number().int(),
  minutes_spent: z.number().int(),
  visits: z.object({ total: z.number().int(), over: z.number().int() }),
  next_visit: z.object({ id, number: z.string(), starts_at: instant }).nullable(),
  custom_fields: z.record(z.string(), z.unknown()),
  version,
  created_at: instant,
  updated_at: instant,
  deleted_at: instant.nullable(),
});
export type Job = z.infer<typeof job>;

/** In the list of what is to be planned a row says what it needs, so that it is triaged without being opened. */
export const jobRow = job.extend({
  skills: z.array(z.object({ id, name: z.string() })).default([]),
  zone: z.object({ id, name: z.string(), color: z.number().int() }).nullable().default(null),
});
export type JobRow = z.infer<typeof jobRow>;

const durationMin = z.number().int().min(5).max(14_400).nullish();

const fields = {
  title: requiredText(200),
  description: optionalProse(10_000),
  priority: jobPriority.optional(),
  due_on: optional(date),
  duration_min: durationMin,
  wishes: optionalProse(2_000),
  tag_ids: z.array(id).max(20).optional(),
  custom_fields: customFields.optional(),
};

export const jobCreate = z.strictObject({
  customer_id: id,
  property_id: id,
  service_type_id: optional(id),
  source: jobSource.optional(),
  follow_up_of: optional(id),
  ...fields,
});
export type JobCreate = z.input<typeof jobCreate>;

/** Customer and property stay: visits, prices and reports hang on them. */
export const jobUpdate = changes({ service_type_id: optional(id), ...fields });
export type JobUpdate = z.input<typeof jobUpdate>;

/** What a person may set by hand; the other states follow the visits and the invoice. */
export const jobTransition = z.strictObject({
  to: z.enum(["new", "on_hold", "cancelled"]),
  reason: optionalProse(1_000),
});
export type JobTransition = z.input<typeof jobTransition>;

export const jobListQuery = z.strictObject({
  ...listQuery,
  q: z.string().trim().max(200).optional(),
  status: oneOrMore(jobStatus).optional(),
  priority: oneOrMore(jobPriority).optional(),
  customer_id: id.optional(),
  property_id: id.optional(),
  service_type_id: id.optional(),
  tag_id: id.optional(),
  due_before: date.optional(),
  custom_fields: customFieldFilter.optional(),
  /** "none": open jobs without a visit that has a time, most urgent first, then by the day they are due. */
  planned: z.literal("none").optional(),
});
export type JobFilters = Omit<z.output<typeof jobListQuery>, "limit" | "cursor">;
