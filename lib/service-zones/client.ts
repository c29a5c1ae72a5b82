import { api, queryString } from "@/lib/http/fetch";
import type { Page } from "@/lib/http/fields";
import type {
  ServiceZone,
  ServiceZoneCreate,
  ServiceZoneFilters,
  ServiceZoneUpdate,
} from "@/lib/service-zones/schema";

export const serviceZoneKeys = {
  all: ["service-zones"] as const,
  list: (filters: ServiceZoneFilters) => ["service-zones", "list", filters] as const,
  record: (id: string) => ["service-zones", "record", id] as const,
};

type Paging = { cursor?: string | null; limit?: number; signal?: AbortSignal };

export function fetchServiceZones(
  filters: ServiceZoneFilters,
  { cursor, limit, signal }: Paging = {},
): Promise<Page<ServiceZone>> {
  return api(`/service-zones${queryString({ ...filters, cursor, limit })}`, { signal });
}

export async function createServiceZone(body: ServiceZoneCreate): Promise<ServiceZone> {
  return (await api<{ data: ServiceZone }>("/service-zones", { method: "POST", body })).data;
}

/** `version` is the one the person saw; somebody else's newer change answers 412 with the row in `current`. */
export async function updateServiceZone(
  id: string,
  version: number,
  body: ServiceZoneUpdate,
): Promise<ServiceZone> {
  return (
    await api<{ data: ServiceZone }>(`/service-zones/${id}`, { method: "PATCH", body, ifMatch: version })
  ).data;
}

export async function removeServiceZone(id: string, version: number): Promise<ServiceZone> {
  return (await api<{ data: ServiceZone }>(`/service-zones/${id}`, { method: "DELETE", ifMatch: version }))
    .data;
}

export async function restoreServiceZone(id: string): Promise<ServiceZone> {
  return (await api<{ data: ServiceZone }>(`/service-zones/${id}/restore`, { method: "POST" })).data;
}
