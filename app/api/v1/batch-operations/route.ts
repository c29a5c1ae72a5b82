import { batchOperationEndpoints } from "@/lib/batch-operations/endpoints";
import { listBatchOperations } from "@/lib/batch-operations/queries";
import { list } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";

export const GET = handler(batchOperationEndpoints.list, async ({ client, query }) =>
  list(await listBatchOperations(client, query)),
);
