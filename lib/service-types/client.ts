import { api, queryString } from "@/lib/http/fetch";
import type { Page } from "@/lib/http/fields";
import type {
  ServiceType,
  ServiceTypeCreate,
  ServiceTypeFilters,
  ServiceTypeUpdate,
} from "@/lib/service-types/schema";

export const serviceTypeKeys = {
  all: ["service-types"] as const,
  list: (filters: ServiceTypeFilters) => ["service-types", "list", filters] as const,
  record: (id: string) => ["service-types", "record", id] as const,
};

type Paging = { cursor?: string | null; limit?: number; signal?: AbortSignal };

export function fetchServiceTypes(
  filters: ServiceTypeFilters,
  { cursor, limit, signal }: Paging = {},
): Promise<Page<ServiceType>> {
  return api(`/service-types${queryString({ ...filters, cursor, limit })}`, { signal });
}

export async function fetchServiceType(id: string, signal?: AbortSignal): Promise<ServiceType> {
  return (await api<{ data: ServiceType }>(`/service-types/${id}`, { signal })).data;
}

export async function createServiceType(body: ServiceTypeCreate): Promise<ServiceType> {
  return (await api<{ data: ServiceType }>("/service-types", { method: "POST", body })).data;
}

/** `version` is the one the person saw; somebody else's newer change answers 412 with the row in `current`. */
export async function updateServiceType(
  id: string,
  version: number,
  body: ServiceTypeUpdate,
): Promise<ServiceType> {
  return (
    await api<{ data: ServiceType }>(`/service-types/${id}`, { method: "PATCH", body, ifMatch: version })
  ).data;
}

export async function removeServiceType(id: string, version: number): Promise<ServiceType> {
  return (await api<{ data: ServiceType }>(`/service-types/${id}`, { method: "DELETE", ifMatch: version }))
    .data;
}

export async function restoreServiceType(id: string): Promise<ServiceType> {
  return (await api<{ data: ServiceType }>(`/service-types/${id}/restore`, { method: "POST" })).data;
}
