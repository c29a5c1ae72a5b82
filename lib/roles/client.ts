import { api, queryString } from "@/lib/http/fetch";
import type { Page } from "@/lib/http/fields";
import type { ChangedRole, CustomRole, RoleCreate, RoleFilters, RoleUpdate } from "@/lib/roles/schema";

export const roleKeys = {
  all: ["roles"] as const,
  list: (filters: RoleFilters) => ["roles", "list", filters] as const,
  record: (id: string) => ["roles", "record", id] as const,
};

type Paging = { cursor?: string | null; limit?: number; signal?: AbortSignal };

export function fetchRoles(
  filters: RoleFilters,
  { cursor, limit, signal }: Paging = {},
): Promise<Page<CustomRole>> {
  return api(`/roles${queryString({ ...filters, cursor, limit })}`, { signal });
}

export async function createRole(body: RoleCreate): Promise<CustomRole> {
  return (await api<{ data: CustomRole }>("/roles", { method: "POST", body })).data;
}

export async function updateRole(id: string, version: number, body: RoleUpdate): Promise<ChangedRole> {
  const options = { method: "PATCH", body, ifMatch: version } as const;
  return (await api<{ data: ChangedRole }>(`/roles/${id}`, options)).data;
}

export async function removeRole(id: string, version: number): Promise<CustomRole> {
  return (await api<{ data: CustomRole }>(`/roles/${id}`, { method: "DELETE", ifMatch: version })).data;
}

export async function restoreRole(id: string): Promise<CustomRole> {
  return (await api<{ data: CustomRole }>(`/roles/${id}/restore`, { method: "POST" })).data;
}
