import { outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { proofEndpoints } from "@/lib/proofs/endpoints";
import { createRecoveryCodes } from "@/lib/proofs/mutations";

export const POST = handler(proofEndpoints.createRecoveryCodes, async ({ client }) => ({
  ...outcome(await createRecoveryCodes(client)),
  isSecret: true,
}));
