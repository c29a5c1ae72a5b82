import { list } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { syncEndpoints } from "@/lib/sync/endpoints";
import { listOperations } from "@/lib/sync/queries";

export const GET = handler(syncEndpoints.list, async ({ client, query }) =>
  list(await listOperations(client, query)),
);
