import { api, queryString } from "@/lib/http/fetch";
import type { Page } from "@/lib/http/fields";
import type {
  Closure,
  ClosureCreate,
  ClosureFilters,
  ClosureUpdate,
  HolidaysAdded,
} from "@/lib/closures/schema";

export const closureKeys = {
  all: ["closures"] as const,
  list: (filters: ClosureFilters) => ["closures", "list", filters] as const,
  record: (id: string) => ["closures", "record", id] as const,
};

type Paging = { cursor?: string | null; limit?: number; signal?: AbortSignal };

export function fetchClosures(
  filters: ClosureFilters,
  { cursor, limit, signal }: Paging = {},
): Promise<Page<Closure>> {
  return api(`/closures${queryString({ ...filters, cursor, limit })}`, { signal });
}

export async function createClosure(body: ClosureCreate): Promise<Closure> {
  return (await api<{ data: Closure }>("/closures", { method: "POST", body })).data;
}

/** `version` is the one the person saw; somebody else's newer change answers 412 with the row in `current`. */
export async function updateClosure(id: string, version: number, body: ClosureUpdate): Promise<Closure> {
  return (await api<{ data: Closure }>(`/closures/${id}`, { method: "PATCH", body, ifMatch: version })).data;
}

export async function removeClosure(id: string, version: number): Promise<Closure> {
  return (await api<{ data: Closure }>(`/closures/${id}`, { method: "DELETE", ifMatch: version })).data;
}

export async function restoreClosure(id: string): Promise<Closure> {
  return (await api<{ data: Closure }>(`/closures/${id}/restore`, { method: "POST" })).data;
}

export async function addHolidays(): Promise<HolidaysAdded> {
  return (await api<{ data: HolidaysAdded }>("/closures/holidays", { method: "POST" })).data;
}
