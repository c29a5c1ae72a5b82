import "server-only";
import { proofState, type ProofState } from "@/lib/proofs/schema";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

export async function getProofState(client: Client): Promise<ProofState> {
  return proofState.parse(unwrap(await client.rpc("get_two_step")));
}
