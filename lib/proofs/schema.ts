import { z } from "zod";
import { instant } from "@/lib/http/fields";

/** How the caller proves that it is him, and until when he has. */
export const proofState = z.object({
  is_on: z.boolean(),
  recovery_codes: z.number().int(),
  proven_until: instant.nullable(),
});
export type ProofState = z.infer<typeof proofState>;

export const proofCreate = z.strictObject({ session_id: z.guid() });

export const proof = z.object({ session_id: z.guid(), valid_until: instant });
export type Proof = z.infer<typeof proof>;

export const recoveryCreate = z.strictObject({ code: z.string().max(100) });

/** `wait_s`: after five wrong codes, until the next may be tried. */
export const recovery = z.object({ used: z.boolean(), wait_s: z.number().nullable() });
export type Recovery = z.infer<typeof recovery>;

export const recoveryCodes = z.object({ codes: z.array(z.string()) });
