import { outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { signatureEndpoints } from "@/lib/signatures/endpoints";
import { verifySignature } from "@/lib/signatures/mutations";

export const POST = handler(signatureEndpoints.verify, async ({ client, params }) =>
  outcome(await verifySignature(client, params.id, params.signature_id)),
);
