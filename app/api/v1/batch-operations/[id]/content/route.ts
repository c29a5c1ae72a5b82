import { batchOperationEndpoints } from "@/lib/batch-operations/endpoints";
import { addressOfResult } from "@/lib/batch-operations/queries";
import { elsewhere } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";

export const GET = handler(batchOperationEndpoints.content, async ({ client, params }) =>
  elsewhere(await addressOfResult(client, params.id)),
);
