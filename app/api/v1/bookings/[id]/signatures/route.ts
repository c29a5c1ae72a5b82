import { handler } from "@/lib/http/handler";
import { signatureEndpoints } from "@/lib/signatures/endpoints";
import { listSignatures } from "@/lib/signatures/queries";

export const GET = handler(signatureEndpoints.list, async ({ client, params }) => ({
  status: 200,
  body: { data: await listSignatures(client, params.id) },
}));
