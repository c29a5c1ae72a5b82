import { z } from "zod";
import { flag, id, instant, pageQuery, version } from "@/lib/http/fields";

const stars = z.int().min(1).max(5);
const named = z.object({ id, name: z.string() });

/** What a customer said about a visit that was done. */
export const feedback = z.object({
  id,
  booking: z.object({ id, number: z.string(), title: z.string().nullish() }),
  /** Only for who may read customers. */
  customer: z.object({ id, display_name: z.string() }).nullable(),
  /** Who was there. */
  resources: z.array(named),
  overall: stars,
  punctuality: stars.nullable(),
  professionalism: stars.nullable(),
  communication: stars.nullable(),
  quality: stars.nullable(),
  comment: z.string().nullable(),
  source: z.enum(["portal", "phone", "other"]),
  /** Came through a link to this very visit. */
  is_verified: z.boolean(),
  given_at: instant,
  editable_until: instant,
  reply: z.object({ body: z.string(), at: instant, name: z.string().nullable() }).nullable(),
  /** Out of sight and out of every average; `flag_reason` says why. */
  is_hidden: z.boolean(),
  flag_reason: z.string().nullable(),
  flagged_at: instant.nullable(),
  flagged_by: named.extend({ name: z.string().nullable() }).nullable(),
  version,
  created_at: instant,
  updated_at: instant,
});
export type Feedback = z.infer<typeof feedback>;

export const feedbackListQuery = z.strictObject({
  ...pageQuery,
  overall: z.coerce.number().int().min(1).max(5).optional(),
  resource_id: id.optional(),
  customer_id: id.optional(),
  booking_id: id.optional(),
  replied: flag.optional(),
  is_hidden: flag.optional(),
});
export type FeedbackFilters = Omit<z.output<typeof feedbackListQuery>, "limit" | "cursor">;

export const replyCreate = z.strictObject({ body: z.string().trim().min(1).max(2_000) });
export type ReplyCreate = z.input<typeof replyCreate>;

/** Hidden with a reason; shown again without. */
export const feedbackUpdate = z.strictObject({
  is_hidden: z.boolean(),
  flag_reason: z.string().trim().min(1).max(500).nullish(),
});
export type FeedbackUpdate = z.input<typeof feedbackUpdate>;

export const feedbackSummaryQuery = z.strictObject({
  resource_id: id.optional(),
  customer_id: id.optional(),
});
export type FeedbackSummaryFilters = z.output<typeof feedbackSummaryQuery>;

/** Of the last twelve months, without the hidden ones. `by_star` counts one star first. */
export const feedbackSummary = z.object({
  average: z.number().nullable(),
  count: z.int(),
  by_star: z.array(z.int()).length(5),
  parts: z.object({
    punctuality: z.number().nullable(),
    professionalism: z.number().nullable(),
    communication: z.number().nullable(),
    quality: z.number().nullable(),
  }),
});
export type FeedbackSummary = z.infer<typeof feedbackSummary>;
