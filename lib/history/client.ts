import { api, queryString } from "@/lib/http/fetch";
import type { Page } from "@/lib/http/fields";
import type { Change, HistoryOf } from "@/lib/history/schema";

export const historyKeys = {
  all: ["history"] as const,
  record: (of: HistoryOf, id: string) => ["history", of, id] as const,
};

type Paging = { cursor?: string | null; limit?: number; signal?: AbortSignal };

/** Latest change first. */
export function fetchHistory(
  of: HistoryOf,
  id: string,
  { cursor, limit, signal }: Paging = {},
): Promise<Page<Change>> {
  return api(`/${of}/${id}/history${queryString({ cursor, limit })}`, { signal });
}
