import { batchOperationEndpoints } from "@/lib/batch-operations/endpoints";
import { cancelBatchOperation } from "@/lib/batch-operations/queries";
import { outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";

export const POST = handler(batchOperationEndpoints.cancel, async ({ client, params }) =>
  outcome(await cancelBatchOperation(client, params.id)),
);
