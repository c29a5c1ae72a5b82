import { listChanges } from "@/lib/history/queries";
import { list } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { roleEndpoints } from "@/lib/roles/endpoints";

export const GET = handler(roleEndpoints.history, async ({ client, params, query }) =>
  list(await listChanges(client, "roles", params.id, query)),
);
