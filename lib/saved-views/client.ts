import { api, queryString } from "@/lib/http/fetch";
import type { Page } from "@/lib/http/fields";
import type { SavedView, SavedViewCreate, SavedViewFilters, SavedViewUpdate } from "@/lib/saved-views/schema";

export const savedViewKeys = {
  all: ["saved-views"] as const,
  list: (filters: SavedViewFilters) => ["saved-views", "list", filters] as const,
};

export function fetchSavedViews(filters: SavedViewFilters, signal?: AbortSignal): Promise<Page<SavedView>> {
  return api(`/saved-views${queryString({ ...filters, limit: 200 })}`, { signal });
}

export async function createSavedView(body: SavedViewCreate): Promise<SavedView> {
  return (await api<{ data: SavedView }>("/saved-views", { method: "POST", body })).data;
}

export async function updateSavedView(
  id: string,
  version: number,
  body: SavedViewUpdate,
): Promise<SavedView> {
  return (await api<{ data: SavedView }>(`/saved-views/${id}`, { method: "PATCH", body, ifMatch: version }))
    .data;
}

/** Gone for good; the answer is enough to make it again, which is what Undo does. */
export async function removeSavedView(id: string, version: number): Promise<SavedView> {
  return (await api<{ data: SavedView }>(`/saved-views/${id}`, { method: "DELETE", ifMatch: version })).data;
}
