import { z } from "zod";
import { ACTIVITY_KINDS, LINE_KINDS, MESSAGE_MAX, NOTE_MAX } from "@/lib/activities/rules";
import { id, instant, pageQuery } from "@/lib/http/fields";

export const activityKind = z.enum(ACTIVITY_KINDS);
export const lineKind = z.enum(LINE_KINDS);
export type ActivityKind = z.infer<typeof activityKind>;
export type LineKind = z.infer<typeof lineKind>;

const TARGETS = ["customer_id", "property_id", "job_id", "booking_id"] as const;
export type ActivityTarget = (typeof TARGETS)[number];

const targets = {
  customer_id: id.optional(),
  property_id: id.optional(),
  job_id: id.optional(),
  booking_id: id.optional(),
};

type Targets = Partial<Record<ActivityTarget, string | undefined>>;
const hasOneTarget = (value: Targets) => TARGETS.filter((name) => value[name]).length === 1;
const oneTarget = {
  error: "Name one record: customer, property, job or visit.",
  path: ["booking_id"],
  params: { code: "one_target" },
};

/** Who wrote or said what about a record. Written once: a correction is a note of its own. */
export const activity = z.object({
  id,
  kind: lineKind,
  /** The customer's words came through his link. */
  author_kind: z.enum(["member", "customer"]),
  body: z.string(),
  customer_id: id.nullable(),
  property_id: id.nullable(),
  job_id: id.nullable(),
  booking_id: id.nullable(),
  author: z.object({ id, name: z.string().nullable() }).nullable(),
  created_at: instant,
  /** Of a message just written: the mail that brings it, which waits so that it can be taken back. */
  notification_id: id.nullish(),
});
export type Activity = z.infer<typeof activity>;

export const activityCreate = z
  .strictObject({
    ...targets,
    kind: lineKind,
    body: z
      .string()
      .trim()
      .min(1)
      .max(NOTE_MAX)
      .refine((text) => !text.includes("\u0000"), {
        error: "Unreadable text.",
        params: { code: "invalid_format" },
      }),
  })
  .refine(hasOneTarget, oneTarget)
  .refine(({ kind, booking_id }) => kind !== "message" || booking_id !== undefined, {
    ...oneTarget,
    error: "A message to a customer is about a visit.",
  })
  .refine(({ kind, body }) => kind !== "message" || body.length <= MESSAGE_MAX, {
    error: "A message is too long.",
    path: ["body"],
    params: { code: "too_big" },
  });
export type ActivityCreate = z.input<typeof activityCreate>;

export const activityListQuery = z.strictObject({ ...pageQuery, ...targets }).refine(hasOneTarget, oneTarget);
export type ActivityFilters = Omit<z.output<typeof activityListQuery>, "limit" | "cursor">;
