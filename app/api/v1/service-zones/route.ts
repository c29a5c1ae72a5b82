import { list, outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { serviceZoneEndpoints } from "@/lib/service-zones/endpoints";
import { createServiceZone } from "@/lib/service-zones/mutations";
import { listServiceZones } from "@/lib/service-zones/queries";

export const GET = handler(serviceZoneEndpoints.list, async ({ client, orgId, query }) =>
  list(await listServiceZones(client, orgId, query)),
);

export const POST = handler(serviceZoneEndpoints.create, async ({ client, body }) =>
  outcome(await createServiceZone(client, body)),
);
