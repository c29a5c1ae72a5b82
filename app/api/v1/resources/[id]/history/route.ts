import { listChanges } from "@/lib/history/queries";
import { list } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { resourceEndpoints } from "@/lib/resources/endpoints";

export const GET = handler(resourceEndpoints.history, async ({ client, params, query }) =>
  list(await listChanges(client, "resources", params.id, query)),
);
