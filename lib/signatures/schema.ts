import { z } from "zod";
import { id, instant } from "@/lib/http/fields";

/** `absent`: nobody was there to sign, and why. */
export const signatureKind = z.enum(["customer", "absent"]);
export type SignatureKind = z.infer<typeof signatureKind>;

/** Who signed which report. Written once; what it says is kept with it, whatever changes later. */
export const signature = z.object({
  id,
  booking_id: id,
  kind: signatureKind,
  signer_name: z.string().nullable(),
  absent_reason: z.string().nullable(),
  file_id: id.nullable(),
  report: z.record(z.string(), z.json()),
  report_sha256: z.string(),
  /** Whether the report of the visit is still the signed one. */
  is_current: z.boolean(),
  signed_at: instant,
  ip: z.string().nullable(),
  user_agent: z.string().nullable(),
  device_id: id.nullable(),
  author: z.object({ id, name: z.string().nullable() }).nullable(),
  verified_at: instant.nullable(),
  verified_by: z.object({ id, name: z.string().nullable() }).nullable(),
  created_at: instant,
});
export type Signature = z.infer<typeof signature>;
