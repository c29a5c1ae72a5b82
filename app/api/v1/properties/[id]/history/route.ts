import { listChanges } from "@/lib/history/queries";
import { list } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { propertyEndpoints } from "@/lib/properties/endpoints";

export const GET = handler(propertyEndpoints.history, async ({ client, params, query }) =>
  list(await listChanges(client, "properties", params.id, query)),
);
