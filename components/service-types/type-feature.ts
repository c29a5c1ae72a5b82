import type { RecordFeature } from "@/components/shared/record-list";
import {
  removeServiceType,
  restoreServiceType,
  serviceTypeKeys,
  updateServiceType,
} from "@/lib/service-types/client";
import type { ServiceType, ServiceTypeFilters } from "@/lib/service-types/schema";

/** They are few: the whole list is read at once. */
export const ALL_TYPES: ServiceTypeFilters = {};

export const typeFeature: RecordFeature<ServiceType> = {
  resource: "service_types",
  sheet: "service",
  keys: serviceTypeKeys,
  update: (id, version, { name, is_active, position }) =>
    updateServiceType(id, version, { name, is_active, position }),
  remove: removeServiceType,
  restore: restoreServiceType,
};
