import { record } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { serviceZoneEndpoints } from "@/lib/service-zones/endpoints";
import { removeServiceZone, updateServiceZone } from "@/lib/service-zones/mutations";
import { getServiceZone } from "@/lib/service-zones/queries";

export const GET = handler(serviceZoneEndpoints.get, async ({ client, orgId, params }) =>
  record(await getServiceZone(client, orgId, params.id)),
);

export const PATCH = handler(serviceZoneEndpoints.update, async ({ client, orgId, params, expected, body }) =>
  record(await updateServiceZone(client, orgId, params.id, expected, body)),
);

export const DELETE = handler(serviceZoneEndpoints.remove, async ({ client, orgId, params, expected }) =>
  record(await removeServiceZone(client, orgId, params.id, expected)),
);
