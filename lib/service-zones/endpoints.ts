import { change } from "@/lib/history/schema";
import { recordEndpoints } from "@/lib/http/record-endpoints";
import {
  serviceZone,
  serviceZoneCreate,
  serviceZoneListQuery,
  serviceZoneUpdate,
} from "@/lib/service-zones/schema";

export const serviceZoneEndpoints = recordEndpoints(
  "service_zones",
  { one: "service zone", many: "service zones", tag: "Service zones" },
  {
    record: serviceZone,
    row: serviceZone,
    change,
    query: serviceZoneListQuery,
    create: serviceZoneCreate,
    update: serviceZoneUpdate,
  },
);
