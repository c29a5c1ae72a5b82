import { record } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { proofEndpoints } from "@/lib/proofs/endpoints";
import { createRecovery } from "@/lib/proofs/mutations";

export const POST = handler(proofEndpoints.createRecovery, async ({ client, body }) =>
  record(await createRecovery(client, body)),
);
