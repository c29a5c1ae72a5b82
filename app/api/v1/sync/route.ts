import { handler } from "@/lib/http/handler";
import { syncEndpoints } from "@/lib/sync/endpoints";
import { applyOperations } from "@/lib/sync/mutations";
import { getSync } from "@/lib/sync/queries";

export const GET = handler(syncEndpoints.get, async ({ client, orgId, query }) => ({
  status: 200,
  isSecret: true,
  body: await getSync(client, orgId, query),
}));

export const POST = handler(syncEndpoints.apply, async ({ client, body }) => ({
  status: 200,
  body: await applyOperations(client, body),
}));
