import { api, queryString } from "@/lib/http/fetch";
import type { Page } from "@/lib/http/fields";
import type {
  TimeOff,
  TimeOffCheck,
  TimeOffCreate,
  TimeOffFilters,
  TimeOffUpdate,
} from "@/lib/time-off/schema";

export const timeOffKeys = {
  all: ["time-off"] as const,
  list: (filters: TimeOffFilters) => ["time-off", "list", filters] as const,
  record: (id: string) => ["time-off", "record", id] as const,
  check: (body: TimeOffCreate) => ["time-off", "check", body] as const,
};

type Paging = { cursor?: string | null; limit?: number; signal?: AbortSignal };

export function fetchTimeOff(
  filters: TimeOffFilters,
  { cursor, limit, signal }: Paging = {},
): Promise<Page<TimeOff>> {
  return api(`/time-off${queryString({ ...filters, cursor, limit })}`, { signal });
}

/** 409 `time_off_conflict` names the visits in the way in `members.conflicts`. */
export async function createTimeOff(body: Omit<TimeOffCreate, "check_only">): Promise<TimeOff> {
  return (await api<{ data: TimeOff }>("/time-off", { method: "POST", body })).data;
}

/** Which visits it would hit; nothing is written. */
export async function checkTimeOff(body: TimeOffCreate, signal?: AbortSignal): Promise<TimeOffCheck> {
  const asked = { ...body, check_only: true };
  return (await api<{ data: TimeOffCheck }>("/time-off", { method: "POST", body: asked, signal })).data;
}

export async function updateTimeOff(id: string, version: number, body: TimeOffUpdate): Promise<TimeOff> {
  return (await api<{ data: TimeOff }>(`/time-off/${id}`, { method: "PATCH", body, ifMatch: version })).data;
}

export async function removeTimeOff(id: string, version: number): Promise<TimeOff> {
  return (await api<{ data: TimeOff }>(`/time-off/${id}`, { method: "DELETE", ifMatch: version })).data;
}

export async function restoreTimeOff(id: string): Promise<TimeOff> {
  return (await api<{ data: TimeOff }>(`/time-off/${id}/restore`, { method: "POST" })).data;
}
