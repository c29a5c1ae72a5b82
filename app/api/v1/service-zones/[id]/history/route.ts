import { listChanges } from "@/lib/history/queries";
import { list } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { serviceZoneEndpoints } from "@/lib/service-zones/endpoints";

export const GET = handler(serviceZoneEndpoints.history, async ({ client, params, query }) =>
  list(await listChanges(client, "service-zones", params.id, query)),
);
