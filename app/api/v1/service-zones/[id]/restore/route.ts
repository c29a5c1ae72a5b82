import { outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { serviceZoneEndpoints } from "@/lib/service-zones/endpoints";
import { restoreServiceZone } from "@/lib/service-zones/mutations";

export const POST = handler(serviceZoneEndpoints.restore, async ({ client, params }) =>
  outcome(await restoreServiceZone(client, params.id)),
);
