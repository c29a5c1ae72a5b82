import { api } from "@/lib/http/fetch";
import type { ProofState, Recovery } from "@/lib/proofs/schema";

export const proofKeys = { all: ["proofs"] as const };

export async function fetchProofState(signal?: AbortSignal): Promise<ProofState> {
  return (await api<{ data: ProofState }>("/proofs", { signal })).data;
}

/** With the token of a sign-in beside it, for the session of this browser. */
export async function recordProof(token: string, sessionId: string): Promise<void> {
  await api("/proofs", { method: "POST", body: { session_id: sessionId }, token });
}

/** Shown once: nobody can read them again. */
export async function createRecoveryCodes(): Promise<string[]> {
  const answer = await api<{ data: { codes: string[] } }>("/proofs/recovery-codes", {
    method: "POST",
    body: {},
  });
  return answer.data.codes;
}

/** For who has no app any more; the session is a whole one with its next token. */
export async function createRecovery(code: string): Promise<Recovery> {
  return (await api<{ data: Recovery }>("/proofs/recoveries", { method: "POST", body: { code } })).data;
}
