import { batchOperationEndpoints } from "@/lib/batch-operations/endpoints";
import { getBatchOperation } from "@/lib/batch-operations/queries";
import { record } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";

export const GET = handler(batchOperationEndpoints.get, async ({ client, params }) =>
  record(await getBatchOperation(client, params.id)),
);
