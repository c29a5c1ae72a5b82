import { api, queryString } from "@/lib/http/fetch";
import type { SlotAnswer, SlotQuery } from "@/lib/slots/schema";

type SlotSearch = Omit<SlotQuery, "limit" | "duration_min"> & { limit?: number; duration_min?: number };

export const slotKeys = {
  all: ["slots"] as const,
  found: (query: SlotSearch) => ["slots", "found", query] as const,
};

/** Best first. `limits` says for each resource that is missing, or offered less, what kept it. */
export function fetchSlots(query: SlotSearch, signal?: AbortSignal): Promise<SlotAnswer> {
  return api(`/slots${queryString(query)}`, { signal });
}
