import { api, queryString } from "@/lib/http/fetch";
import type { Page } from "@/lib/http/fields";
import type {
  TimeEntry,
  TimeEntryCreate,
  TimeEntryFilters,
  TimeEntryUpdate,
} from "@/lib/time-entries/schema";

export const timeEntryKeys = {
  all: ["time-entries"] as const,
  list: (filters: TimeEntryFilters) => ["time-entries", "list", filters] as const,
};

type Paging = { cursor?: string | null; limit?: number; signal?: AbortSignal };
type One = { data: TimeEntry };

export function fetchTimeEntries(
  filters: TimeEntryFilters,
  { cursor, limit, signal }: Paging = {},
): Promise<Page<TimeEntry>> {
  return api(`/time-entries${queryString({ ...filters, cursor, limit })}`, { signal });
}

/** Two entries of one person never overlap: 409 `time_overlap`. */
export async function createTimeEntry(body: TimeEntryCreate): Promise<TimeEntry> {
  return (await api<One>("/time-entries", { method: "POST", body })).data;
}

/** `version` is the one the person saw; somebody else's newer change answers 412 with the row in `current`. */
export async function correctTimeEntry(
  id: string,
  version: number,
  body: TimeEntryUpdate,
): Promise<TimeEntry> {
  return (await api<One>(`/time-entries/${id}`, { method: "PATCH", body, ifMatch: version })).data;
}

export async function removeTimeEntry(id: string, version: number): Promise<TimeEntry> {
  return (await api<One>(`/time-entries/${id}`, { method: "DELETE", ifMatch: version })).data;
}

export async function restoreTimeEntry(id: string): Promise<TimeEntry> {
  return (await api<One>(`/time-entries/${id}/restore`, { method: "POST" })).data;
}
