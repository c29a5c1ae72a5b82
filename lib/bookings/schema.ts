import { z } from "zod";
import {
  changes,
  customFieldFilter,
  customFields,
  date,
  flag,
  id,
  instant,
  listQuery,
  oneOrMore,
  optionalProse,
  version,
} from "@/lib/http/fields";
import { jobBrief, jobPriority } from "@/lib/jobs/schema";
import { slot, timeRange } from "@/lib/slots/schema";

export const bookingStatus = z.enum([
  "unscheduled",
  "scheduled",
  "dispatched",
  "en_route",
  "on_site",
  "paused",
  "completed",
  "closed",
  "cancelled",
  "no_show",
]);
export type BookingStatus = z.infer<typeof bookingStatus>;

export const bookingOutcome = z.enum(["done", "incomplete"]);
export const assignmentRole = z.enum(["lead", "helper", "equipment"]);
export type AssignmentRole = z.infer<typeof assignmentRole>;
export const resourceKind = z.enum(["technician", "vehicle", "tool"]);
export const lateKind = z.enum(["departure", "arrival", "end"]);

/** One resource of a visit; `crew_id` says that it came by that crew. */
export const assignment = z.object({
  id,
  resource_id: id,
  name: z.string(),
  kind: resourceKind,
  role: assignmentRole,
  crew_id: id.nullable(),
  crew_name: z.string().nullable(),
  seen_at: instant.nullable(),
  color: z.number().int(),
});
export type Assignment = z.infer<typeof assignment>;

/** The same shape in list, board and get, so that whatever shows a visit can show any. */
export const booking = z.object({
  id,
  number: z.string(),
  job_id: id,
  status: bookingStatus,
  starts_at: instant.nullable(),
  ends_at: instant.nullable(),
  /** What the customer expects now, and what was first promised: being on time is measured by the promise. */
  arrival_window: timeRange.nullable(),
  promised_window: timeRange.nullable(),
  is_flexible_day: z.boolean(),
  flexible_on: date.nullable(),
  outcome: bookingOutcome.nullable(),
  outcome_reason: z.string().nullable(),
  status_reason: z.string().nullable(),
  confirmed_at: instant.nullable(),
  actual_start: instant.nullable(),
  actual_end: instant.nullable(),
  buffer_before_min: z.number().int(),
  buffer_after_min: z.number().int(),
  instructions: z.string().nullable(),
  assignments: z.array(assignment),
  parent_booking_id: id.nullable(),
  overlap: z.object({ reason: z.string() }).nullable(),
  late: z.object({ minutes: z.number().int(), kind: lateKind }).nullable(),
  at_risk: z.boolean(),
  job: jobBrief,
  custom_fields: z.record(z.string(), z.unknown()),
  version,
  created_at: instant,
  updated_at: instant,
});
export type Booking = z.infer<typeof booking>;

export const statusStep = z.object({
  from: bookingStatus.nullable(),
  to: bookingStatus,
  reason: z.string().nullable(),
  at: instant,
  /** The phone's clock, where the step was made without signal. */
  device_time: instant.nullable(),
  actor: z.object({ kind: z.string(), id: id.nullable(), name: z.string().nullable() }).nullable(),
  skipped: z.array(bookingStatus),
  /** What was asked for and missing when the office called it done: labels of questions, "signature". */
  waived: z.array(z.string()).optional(),
});
export type StatusStep = z.infer<typeof statusStep>;

/** One visit, with what may be done next and what was done before. `transitions` is of the one who asks. */
export const bookingRecord = booking.extend({
  transitions: z.array(z.object({ to: bookingStatus, needs_reason: z.boolean(), allowed: z.boolean() })),
  status_history: z.array(statusStep),
});
export type BookingRecord = z.infer<typeof bookingRecord>;

const range = z.strictObject({ starts_at: instant, ends_at: instant });
const bufferMin = z.number().int().min(0).max(1440).optional();
const overlapReason = z.string().trim().min(1).max(1_000).nullish();

/** Without a role the first technician leads, others help, and what is no person is equipment. */
const assignmentInput = z
  .strictObject({ resource_id: id.optional(), crew_id: id.optional(), role: assignmentRole.optional() })
  .refine(({ resource_id, crew_id }) => Boolean(resource_id) !== Boolean(crew_id), {
    error: "Name one resource or one crew.",
    path: ["resource_id"],
    params: { code: "one_target" },
  });
export type AssignmentInput = z.input<typeof assignmentInput>;
const assignments = z.array(assignmentInput).max(20).optional();

const times = { starts_at: instant.nullish(), ends_at: instant.nullish() };

const fields = {
  ...times,
  arrival_window: range.nullish(),
  assignments,
  instructions: optionalProse(10_000),
  buffer_before_min: bufferMin,
  buffer_after_min: bufferMin,
  is_flexible_day: z.boolean().optional(),
  flexible_on: date.nullish(),
  overlap_reason: overlapReason,
  /** Why it is moved, in words for the customer; without them another move forgets the last ones. */
  told_reason: optionalProse(500),
  custom_fields: customFields.optional(),
};

type Times = { starts_at?: string | null | undefined; ends_at?: string | null | undefined };
const isOrdered = ({ starts_at, ends_at }: Times) =>
  !starts_at || !ends_at || Date.parse(starts_at) < Date.parse(ends_at);
const notAfterStart = {
  error: "The end lies after the beginning.",
  path: ["ends_at"],
  params: { code: "not_after_start" },
};
const isWhole = ({ starts_at, ends_at }: Times) => Boolean(starts_at) === Boolean(ends_at);
const halfTime = {
  error: "A visit has both times or none.",
  path: ["ends_at"],
  params: { code: "required" },
};

export const bookingCreate = z
  .strictObject({ job_id: id, hold_id: id.nullish(), parent_booking_id: id.nullish(), ...fields })
  .refine(isWhole, halfTime)
  .refine(isOrdered, notAfterStart);
export type BookingCreate = z.input<typeof bookingCreate>;

/** Times on an unscheduled visit schedule it; `starts_at: null` takes them away again. */
export const bookingUpdate = changes(fields)
  .refine((value) => value.starts_at === null || isWhole(value), halfTime)
  .refine(isOrdered, notAfterStart);
export type BookingUpdate = z.input<typeof bookingUpdate>;

export const bookingTransition = z.strictObject({
  to: bookingStatus,
  reason: optionalProse(1_000),
  outcome: bookingOutcome.optional(),
  outcome_reason: optionalProse(1_000),
  device_time: instant.optional(),
  op_id: id.optional(),
});
export type BookingTransition = z.input<typeof bookingTransition>;

const move = z
  .strictObject({ id, version, ...times, assignments })
  .refine(isWhole, halfTime)
  .refine(isOrdered, notAfterStart);
const MOST_AT_ONCE = 200;

/** All or nothing, so that two visits may change places. */
export const bookingMoves = z.strictObject({
  moves: z.array(move).min(1).max(MOST_AT_ONCE),
  overlap_reason: overlapReason,
});
export type BookingMoves = z.input<typeof bookingMoves>;

export const bookingCancellations = z.strictObject({
  bookings: z.array(z.strictObject({ id, version })).min(1).max(MOST_AT_ONCE),
  reason: z.string().trim().min(1).max(1_000),
});
export type BookingCancellations = z.input<typeof bookingCancellations>;

export const bookingCheck = z
  .strictObject({
    id: id.optional(),
    job_id: id.optional(),
    /** The asker's own hold is in nobody's way, as it will not be when he books with it. */
    hold_id: id.nullish(),
    starts_at: instant,
    ends_at: instant,
    assignments: z.array(assignmentInput).max(20).default([]),
  })
  .refine(isOrdered, notAfterStart);
export type BookingCheck = z.input<typeof bookingCheck>;

/** The visit in the way; null for who may not see it, and for a hold or time off. */
const blocking = z
  .object({
    id,
    number: z.string(),
    customer_name: z.string(),
    starts_at: instant.nullable(),
    ends_at: instant.nullable(),
  })
  .nullable();

export const bookingConflict = z.object({
  resource_id: id,
  resource_name: z.string(),
  booking: blocking,
  kind: z.enum(["assignment", "hold", "time_off"]).optional(),
  until: instant.nullish(),
});
export type BookingConflict = z.infer<typeof bookingConflict>;

export const warningCode = z.enum([
  "off_hours",
  "closure",
  "missing_skill",
  "expired_skill",
  "daily_limit",
  "outside_zone",
  "travel",
  "window",
]);

/** A conflict is refused, a warning is only said: the dispatcher decides. */
export const bookingChecked = z.object({
  conflicts: z.array(bookingConflict),
  warnings: z.array(
    z.object({ code: warningCode, resource_id: id.nullable(), detail: z.string().nullable() }),
  ),
  next_fit: timeRange.nullable(),
});
export type BookingChecked = z.infer<typeof bookingChecked>;

/** What a 409 `double_booking` adds to its problem document. */
export const doubleBooking = z.object({
  conflict: bookingConflict.nullable(),
  suggestions: z.array(slot),
});
export type DoubleBooking = z.infer<typeof doubleBooking>;

export const bookingListQuery = z.strictObject({
  limit: listQuery.limit,
  cursor: listQuery.cursor,
  updated_after: listQuery.updated_after,
  q: z.string().trim().max(200).optional(),
  status: oneOrMore(bookingStatus).optional(),
  from: instant.optional(),
  to: instant.optional(),
  resource_id: id.optional(),
  customer_id: id.optional(),
  property_id: id.optional(),
  job_id: id.optional(),
  service_type_id: id.optional(),
  priority: oneOrMore(jobPriority).optional(),
  unassigned: flag.optional(),
  late: flag.optional(),
  custom_fields: customFieldFilter.optional(),
  sort: z.enum(["starts_at", "number"]).default("starts_at"),
  order: z.enum(["asc", "desc"]).default("asc"),
});

/** As a page says them: `status` as in the address, "scheduled,dispatched". */
export type BookingFilters = Omit<
  z.input<typeof bookingListQuery>,
  "limit" | "cursor" | "unassigned" | "late"
> & {
  unassigned?: boolean | undefined;
  late?: boolean | undefined;
};
