import type { Crew, CrewCreate, CrewFilters, CrewUpdate } from "@/lib/crews/schema";
import { api, queryString } from "@/lib/http/fetch";
import type { Page } from "@/lib/http/fields";

export const crewKeys = {
  all: ["crews"] as const,
  list: (filters: CrewFilters) => ["crews", "list", filters] as const,
  record: (id: string) => ["crews", "record", id] as const,
};

type Paging = { cursor?: string | null; limit?: number; signal?: AbortSignal };

export function fetchCrews(
  filters: CrewFilters,
  { cursor, limit, signal }: Paging = {},
): Promise<Page<Crew>> {
  return api(`/crews${queryString({ ...filters, cursor, limit })}`, { signal });
}

export async function createCrew(body: CrewCreate): Promise<Crew> {
  return (await api<{ data: Crew }>("/crews", { method: "POST", body })).data;
}

/** Changed members change the visits ahead; 409 `double_booking` when one of them is taken by then. */
export async function updateCrew(id: string, version: number, body: CrewUpdate): Promise<Crew> {
  return (await api<{ data: Crew }>(`/crews/${id}`, { method: "PATCH", body, ifMatch: version })).data;
}

export async function removeCrew(id: string, version: number): Promise<Crew> {
  return (await api<{ data: Crew }>(`/crews/${id}`, { method: "DELETE", ifMatch: version })).data;
}

export async function restoreCrew(id: string): Promise<Crew> {
  return (await api<{ data: Crew }>(`/crews/${id}/restore`, { method: "POST" })).data;
}
