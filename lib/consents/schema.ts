import { z } from "zod";
import { id, instant, optionalProse } from "@/lib/http/fields";
import { CONSENT_PURPOSES, CONSENT_SOURCES } from "@/lib/consents/rules";

/** One word of a customer about what may be done: the last one of a purpose holds. */
export const consent = z.object({
  id,
  customer_id: id,
  purpose: z.enum(CONSENT_PURPOSES),
  is_given: z.boolean(),
  decided_at: instant,
  source: z.enum(CONSENT_SOURCES),
  note: z.string().nullable(),
  recorded_by: z.object({ id, name: z.string().nullable() }).nullable(),
  created_at: instant,
});
export type Consent = z.infer<typeof consent>;

export const consentCreate = z.strictObject({
  purpose: z.enum(CONSENT_PURPOSES),
  /** False: taken back. */
  is_given: z.boolean(),
  source: z.enum(CONSENT_SOURCES),
  /** When the customer said so; now, if not said. */
  decided_at: instant
    .refine((at) => Date.parse(at) <= Date.now() + 60_000, {
      error: "This is in the future.",
      params: { code: "future" },
    })
    .optional(),
  note: optionalProse(1_000),
});
export type ConsentCreate = z.input<typeof consentCreate>;
