import "server-only";
import type { z } from "zod";
import type { Outcome } from "@/lib/http/answer";
import { outcomeFrom } from "@/lib/http/writing";
import {
  proof,
  recovery,
  recoveryCodes,
  type Proof,
  type proofCreate,
  type Recovery,
  type recoveryCreate,
} from "@/lib/proofs/schema";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

export async function createProof(
  client: Client,
  payload: z.output<typeof proofCreate>,
): Promise<Outcome<Proof>> {
  return outcomeFrom(unwrap(await client.rpc("record_proof", { payload })), (data) => proof.parse(data));
}

export async function createRecoveryCodes(client: Client): Promise<Outcome<z.infer<typeof recoveryCodes>>> {
  return outcomeFrom(unwrap(await client.rpc("create_recovery_codes", { payload: {} })), (data) =>
    recoveryCodes.parse(data),
  );
}

/** A wrong code is an answer: an error would roll the counted try back. */
export async function createRecovery(
  client: Client,
  payload: z.output<typeof recoveryCreate>,
): Promise<Recovery> {
  return recovery.parse(unwrap(await client.rpc("use_recovery_code", { payload })));
}
