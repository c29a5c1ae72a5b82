import { z } from "zod";
import {
  changes,
  country,
  customFields,
  date,
  email,
  id,
  instant,
  listQuery,
  optional,
  optionalProse,
  optionalText,
  phoneInput,
  version,
} from "@/lib/http/fields";
import { customerCreate } from "@/lib/customers/schema";
import { jobPriority, jobServiceType, jobSource } from "@/lib/jobs/schema";
import { timeRange } from "@/lib/slots/schema";

export const bookingRequestStatus = z.enum(["new", "planned", "declined"]);
export type BookingRequestStatus = z.infer<typeof bookingRequestStatus>;

/** As it was said; a request may know less than a property must. */
export const requestAddress = z.object({
  line1: z.string().nullable(),
  line2: z.string().nullable(),
  city: z.string().nullable(),
  region: z.string().nullable(),
  postcode: z.string().nullable(),
  country: z.string().nullable(),
});

/** Somebody asks for a visit. It becomes a job by planning it, or is declined. */
export const bookingRequest = z.object({
  id,
  number: z.string(),
  status: bookingRequestStatus,
  customer: z.object({ id, display_name: z.string() }).nullable(),
  property: z.object({ id, line1: z.string(), city: z.string().nullable() }).nullable(),
  name: z.string().nullable(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  /** The language of who asked on the booking page; the customer who is made of it speaks it. */
  locale: z.string().nullable(),
  address: requestAddress,
  lat: z.number().nullable(),
  lng: z.number().nullable(),
  service_type: jobServiceType.nullable(),
  description: z.string().nullable(),
  wishes: z.string().nullable(),
  preferred: z.array(timeRange),
  priority: jobPriority,
  source: jobSource,
  declined_reason: z.string().nullable(),
  job: z.object({ id, number: z.string() }).nullable(),
  decided_by: z.object({ id, name: z.string().nullable() }).nullable(),
  decided_at: instant.nullable(),
  version,
  created_at: instant,
  updated_at: instant,
});
export type BookingRequest = z.infer<typeof bookingRequest>;

const addressInput = z.strictObject({
  line1: optionalText(200),
  line2: optionalText(200),
  city: optionalText(200),
  region: optionalText(100),
  postcode: optionalText(20),
  country: optional(country),
});

const fields = {
  customer_id: optional(id),
  property_id: optional(id),
  name: optionalText(200),
  phone: optional(phoneInput),
  email: optional(email),
  address: addressInput.optional(),
  lat: z.number().min(-90).max(90).nullish(),
  lng: z.number().min(-180).max(180).nullish(),
  service_type_id: optional(id),
  description: optionalProse(10_000),
  wishes: optionalProse(2_000),
  preferred: z
    .array(z.strictObject({ starts_at: instant, ends_at: instant }))
    .max(10)
    .optional(),
  priority: jobPriority.optional(),
  source: jobSource.optional(),
};

const nameless = {
  error: "Who asks is needed: a customer, a name, a phone number or an e-mail address.",
  path: ["name"],
  params: { code: "required" },
};

export const bookingRequestCreate = z
  .strictObject(fields)
  .refine(({ customer_id, name, phone, email: mail }) => customer_id || name || phone || mail, nameless);
export type BookingRequestCreate = z.input<typeof bookingRequestCreate>;

export const bookingRequestUpdate = changes(fields);
export type BookingRequestUpdate = z.input<typeof bookingRequestUpdate>;

const placeInput = z.strictObject({
  address: addressInput,
  lat: z.number().min(-90).max(90).nullish(),
  lng: z.number().min(-180).max(180).nullish(),
});

const jobInput = z.strictObject({
  service_type_id: optional(id),
  title: optionalText(200),
  description: optionalProse(10_000),
  priority: jobPriority.optional(),
  duration_min: z.number().int().min(5).max(14_400).nullish(),
  due_on: optional(date),
  wishes: optionalProse(2_000),
  custom_fields: customFields.optional(),
});

/**
 * What "plan" makes of it. Everything left out is taken from the request: the customer and the property it names or,
 * where it names none, new ones out of its name and address.
 */
export const bookingRequestDecision = z
  .strictObject({
    decision: z.enum(["decline", "plan"]),
    /** Of "decline": what the customer was told. */
    reason: optionalProse(1_000),
    customer_id: optional(id),
    customer: customerCreate.optional(),
    property_id: optional(id),
    property: placeInput.optional(),
    job: jobInput.optional(),
  })
  .refine(({ decision, reason }) => decision !== "decline" || Boolean(reason), {
    error: "Why it is declined is needed.",
    path: ["reason"],
    params: { code: "required" },
  });
export type BookingRequestDecision = z.input<typeof bookingRequestDecision>;

/** After declining, the three ids are null. */
export const decided = z.object({
  request: bookingRequest,
  job_id: id.nullable(),
  customer_id: id.nullable(),
  property_id: id.nullable(),
});
export type Decided = z.infer<typeof decided>;

const { include_deleted: _, ...query } = listQuery;
export const bookingRequestListQuery = z.strictObject({
  ...query,
  q: z.string().trim().max(200).optional(),
  status: bookingRequestStatus.optional(),
  priority: jobPriority.optional(),
  service_type_id: id.optional(),
  customer_id: id.optional(),
});
export type BookingRequestFilters = Omit<z.output<typeof bookingRequestListQuery>, "limit" | "cursor">;
