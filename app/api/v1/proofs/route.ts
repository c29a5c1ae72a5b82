import { outcome, record } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { proofEndpoints } from "@/lib/proofs/endpoints";
import { createProof } from "@/lib/proofs/mutations";
import { getProofState } from "@/lib/proofs/queries";

export const GET = handler(proofEndpoints.get, async ({ client }) => record(await getProofState(client)));

export const POST = handler(proofEndpoints.create, async ({ client, body }) =>
  outcome(await createProof(client, body)),
);
