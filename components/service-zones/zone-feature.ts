import type { RecordFeature } from "@/components/shared/record-list";
import {
  removeServiceZone,
  restoreServiceZone,
  serviceZoneKeys,
  updateServiceZone,
} from "@/lib/service-zones/client";
import type { ServiceZone, ServiceZoneFilters } from "@/lib/service-zones/schema";

/** They are few: the whole list is read at once. */
export const ALL_ZONES: ServiceZoneFilters = {};

export const zoneFeature: RecordFeature<ServiceZone> = {
  resource: "service_zones",
  sheet: "zone",
  keys: serviceZoneKeys,
  update: (id, version, { name, color, postcodes, polygon, is_active }) =>
    updateServiceZone(id, version, { name, color, postcodes, polygon, is_active }),
  remove: removeServiceZone,
  restore: restoreServiceZone,
};
