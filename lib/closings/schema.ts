import { z } from "zod";
import { id, instant, optionalText, requiredText } from "@/lib/http/fields";
import { CLOSING_GRACE } from "@/lib/closings/rules";

/** A closed organization of one's own, until it is deleted. */
export const closing = z.object({
  org_id: id,
  slug: z.string(),
  name: z.string(),
  begun_at: instant,
  closes_at: instant,
  /** False where the operator closed it: then he alone opens it again. */
  is_reopenable: z.boolean(),
});
export type Closing = z.infer<typeof closing>;

export const closingCreate = z.strictObject({
  /** The organization's name as it is written, so that nobody closes the wrong one. */
  name: requiredText(200),
  reason: optionalText(500),
  grace_days: z.int().min(CLOSING_GRACE.least).max(CLOSING_GRACE.most).optional(),
});
export type ClosingCreate = z.input<typeof closingCreate>;

export const closingBegun = z.object({ org_id: id, name: z.string(), closes_at: instant });
export type ClosingBegun = z.infer<typeof closingBegun>;

export const reopened = z.object({ org_id: id, slug: z.string(), name: z.string() });
export type Reopened = z.infer<typeof reopened>;
