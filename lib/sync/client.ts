import { api, queryString } from "@/lib/http/fetch";
import type { Page } from "@/lib/http/fields";
import type { DecisionCreate, JournalEntry, JournalFilters } from "@/lib/sync-journal/schema";
import type { SyncAnswer, SyncRequest, SyncResponse } from "@/lib/sync/schema";

export const syncKeys = {
  all: ["sync"] as const,
  list: (filters: JournalFilters) => ["sync", "list", filters] as const,
};

type Paging = { cursor?: string | null; limit?: number; signal?: AbortSignal };

/** At most a hundred operations, in their order. Sent again after a lost answer each is answered as the first time. */
export function sendOperations(body: SyncRequest): Promise<SyncResponse> {
  return api("/sync", { method: "POST", body, timeoutMs: 60_000 });
}

/** What differs from what this phone holds; without a cursor everything. */
export function fetchChanges(
  cursor: string | null,
  deviceId: string,
  signal?: AbortSignal,
): Promise<SyncAnswer> {
  return api(`/sync${queryString({ cursor, device_id: deviceId })}`, { signal });
}

export function fetchOperations(
  filters: JournalFilters,
  { cursor, limit, signal }: Paging = {},
): Promise<Page<JournalEntry>> {
  return api(`/sync/operations${queryString({ ...filters, cursor, limit })}`, { signal });
}

/** A time that was given away meanwhile answers 409 `double_booking`, see `conflictOf` of visits. */
export async function decideOperation(opId: string, body: DecisionCreate): Promise<JournalEntry> {
  return (await api<{ data: JournalEntry }>(`/sync/operations/${opId}/decisions`, { method: "POST", body }))
    .data;
}
