import { api, queryString } from "@/lib/http/fetch";
import type { Page } from "@/lib/http/fields";
import type {
  GateCode,
  Property,
  PropertyCreate,
  PropertyFilters,
  PropertyRow,
  PropertyUpdate,
} from "@/lib/properties/schema";

export const propertyKeys = {
  all: ["properties"] as const,
  list: (filters: PropertyFilters) => ["properties", "list", filters] as const,
  record: (id: string) => ["properties", "record", id] as const,
};

type Paging = { cursor?: string | null; limit?: number; signal?: AbortSignal };

export function fetchProperties(
  filters: PropertyFilters,
  { cursor, limit, signal }: Paging = {},
): Promise<Page<PropertyRow>> {
  return api(`/properties${queryString({ ...filters, cursor, limit })}`, { signal });
}

export async function fetchProperty(id: string, signal?: AbortSignal): Promise<Property> {
  return (await api<{ data: Property }>(`/properties/${id}`, { signal })).data;
}

export async function createProperty(body: PropertyCreate): Promise<Property> {
  return (await api<{ data: Property }>("/properties", { method: "POST", body })).data;
}

/** `version` is the one the person saw; somebody else's newer change answers 412 with the row in `current`. */
export async function updateProperty(id: string, version: number, body: PropertyUpdate): Promise<Property> {
  return (await api<{ data: Property }>(`/properties/${id}`, { method: "PATCH", body, ifMatch: version }))
    .data;
}

export async function removeProperty(id: string, version: number): Promise<Property> {
  return (await api<{ data: Property }>(`/properties/${id}`, { method: "DELETE", ifMatch: version })).data;
}

export async function restoreProperty(id: string): Promise<Property> {
  return (await api<{ data: Property }>(`/properties/${id}/restore`, { method: "POST" })).data;
}

/** Never kept in a cache: each look is one request, and one line of the audit log. */
export async function fetchGateCode(id: string): Promise<GateCode> {
  return (await api<{ data: GateCode }>(`/properties/${id}/gate-code`)).data;
}

export async function updateGateCode(id: string, version: number, code: string | null): Promise<Property> {
  const options = { method: "PATCH", body: { gate_code: code }, ifMatch: version } as const;
  return (await api<{ data: Property }>(`/properties/${id}/gate-code`, options)).data;
}
