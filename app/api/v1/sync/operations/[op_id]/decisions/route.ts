import { outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { syncEndpoints } from "@/lib/sync/endpoints";
import { decideOperation } from "@/lib/sync/mutations";

export const POST = handler(syncEndpoints.decide, async ({ client, params, body }) =>
  outcome(await decideOperation(client, params.op_id, body)),
);
