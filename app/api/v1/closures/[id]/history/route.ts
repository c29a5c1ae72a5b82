import { listChanges } from "@/lib/history/queries";
import { list } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { closureEndpoints } from "@/lib/closures/endpoints";

export const GET = handler(closureEndpoints.history, async ({ client, params, query }) =>
  list(await listChanges(client, "closures", params.id, query)),
);
