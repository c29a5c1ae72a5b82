import { api, queryString } from "@/lib/http/fetch";
import type { Page } from "@/lib/http/fields";
import type { Checklist, ChecklistCreate, ChecklistFilters, ChecklistUpdate } from "@/lib/checklists/schema";

export const checklistKeys = {
  all: ["checklists"] as const,
  list: (filters: ChecklistFilters) => ["checklists", "list", filters] as const,
  record: (id: string) => ["checklists", "record", id] as const,
};

type Paging = { cursor?: string | null; limit?: number; signal?: AbortSignal };

export function fetchChecklists(
  filters: ChecklistFilters,
  { cursor, limit, signal }: Paging = {},
): Promise<Page<Checklist>> {
  return api(`/checklists${queryString({ ...filters, cursor, limit })}`, { signal });
}

export async function createChecklist(body: ChecklistCreate): Promise<Checklist> {
  return (await api<{ data: Checklist }>("/checklists", { method: "POST", body })).data;
}

/** `version` is the one the person saw; somebody else's newer change answers 412 with the row in `current`. */
export async function updateChecklist(
  id: string,
  version: number,
  body: ChecklistUpdate,
): Promise<Checklist> {
  return (await api<{ data: Checklist }>(`/checklists/${id}`, { method: "PATCH", body, ifMatch: version }))
    .data;
}

export async function removeChecklist(id: string, version: number): Promise<Checklist> {
  return (await api<{ data: Checklist }>(`/checklists/${id}`, { method: "DELETE", ifMatch: version })).data;
}

export async function restoreChecklist(id: string): Promise<Checklist> {
  return (await api<{ data: Checklist }>(`/checklists/${id}/restore`, { method: "POST" })).data;
}
