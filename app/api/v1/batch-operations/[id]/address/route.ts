import { batchOperationEndpoints } from "@/lib/batch-operations/endpoints";
import { addressOfResult } from "@/lib/batch-operations/queries";
import { record } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";

/** It opens the file for a minute: no cache keeps it. */
export const GET = handler(batchOperationEndpoints.address, async ({ client, params }) => ({
  ...record({ url: await addressOfResult(client, params.id) }),
  isSecret: true,
}));
