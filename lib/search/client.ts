import { api, queryString } from "@/lib/http/fetch";
import type { SearchHit } from "@/lib/search/schema";

export const searchKeys = {
  all: ["search"] as const,
  hits: (q: string) => ["search", "hits", q] as const,
};

/** A few hits of each kind that one may read, best first. Pass TanStack Query's signal: typing aborts the last call. */
export async function searchEverything(q: string, signal?: AbortSignal): Promise<SearchHit[]> {
  return (await api<{ data: SearchHit[] }>(`/search${queryString({ q })}`, { signal })).data;
}
