import { listChanges } from "@/lib/history/queries";
import { list } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { tagEndpoints } from "@/lib/tags/endpoints";

export const GET = handler(tagEndpoints.history, async ({ client, params, query }) =>
  list(await listChanges(client, "tags", params.id, query)),
);
