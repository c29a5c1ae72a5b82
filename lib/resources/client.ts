import { api, queryString } from "@/lib/http/fetch";
import type { Page } from "@/lib/http/fields";
import type {
  Resource,
  ResourceCreate,
  ResourceFilters,
  ResourceRow,
  ResourceUpdate,
} from "@/lib/resources/schema";

export const resourceKeys = {
  all: ["resources"] as const,
  list: (filters: ResourceFilters) => ["resources", "list", filters] as const,
  record: (id: string) => ["resources", "record", id] as const,
};

type Paging = { cursor?: string | null; limit?: number; signal?: AbortSignal };

export function fetchResources(
  filters: ResourceFilters,
  { cursor, limit, signal }: Paging = {},
): Promise<Page<ResourceRow>> {
  return api(`/resources${queryString({ ...filters, cursor, limit })}`, { signal });
}

export async function fetchResource(id: string, signal?: AbortSignal): Promise<Resource> {
  return (await api<{ data: Resource }>(`/resources/${id}`, { signal })).data;
}

export async function createResource(body: ResourceCreate): Promise<Resource> {
  return (await api<{ data: Resource }>("/resources", { method: "POST", body })).data;
}

/** `version` is the one the person saw; somebody else's newer change answers 412 with the row in `current`. */
export async function updateResource(id: string, version: number, body: ResourceUpdate): Promise<Resource> {
  return (await api<{ data: Resource }>(`/resources/${id}`, { method: "PATCH", body, ifMatch: version }))
    .data;
}

/** Refused while visits are ahead: 409 `visits_ahead` names them in `members.visits`. */
export async function removeResource(id: string, version: number): Promise<Resource> {
  return (await api<{ data: Resource }>(`/resources/${id}`, { method: "DELETE", ifMatch: version })).data;
}

export async function restoreResource(id: string): Promise<Resource> {
  return (await api<{ data: Resource }>(`/resources/${id}/restore`, { method: "POST" })).data;
}
