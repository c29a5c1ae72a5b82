import { listChanges } from "@/lib/history/queries";
import { list } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { crewEndpoints } from "@/lib/crews/endpoints";

export const GET = handler(crewEndpoints.history, async ({ client, params, query }) =>
  list(await listChanges(client, "crews", params.id, query)),
);
