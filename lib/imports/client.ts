import { api, queryString } from "@/lib/http/fetch";
import type { Page } from "@/lib/http/fields";
import type { Import, ImportRow, ImportRowFilters, ImportUpdate } from "@/lib/imports/schema";

export const importKeys = {
  all: ["imports"] as const,
  list: ["imports", "list"] as const,
  record: (id: string) => ["imports", "record", id] as const,
  rows: (id: string, filters: ImportRowFilters) => ["imports", "rows", id, filters] as const,
};

type Paging = { cursor?: string | null; limit?: number; signal?: AbortSignal };

export function fetchImports({ cursor, limit, signal }: Paging = {}): Promise<Page<Import>> {
  return api(`/imports${queryString({ cursor, limit })}`, { signal });
}

export async function fetchImport(id: string, signal?: AbortSignal): Promise<Import> {
  return (await api<{ data: Import }>(`/imports/${id}`, { signal })).data;
}

export function fetchImportRows(
  id: string,
  filters: ImportRowFilters,
  { cursor, limit, signal }: Paging = {},
): Promise<Page<ImportRow>> {
  return api(`/imports/${id}/rows${queryString({ ...filters, cursor, limit })}`, { signal });
}

export async function createImport(fileId: string): Promise<Import> {
  return (await api<{ data: Import }>("/imports", { method: "POST", body: { file_id: fileId } })).data;
}

/** `version` is the one the person saw. */
export async function updateImport(id: string, version: number, body: ImportUpdate): Promise<Import> {
  return (await api<{ data: Import }>(`/imports/${id}`, { method: "PATCH", body, ifMatch: version })).data;
}

export async function startImport(id: string): Promise<Import> {
  return (await api<{ data: Import }>(`/imports/${id}/starts`, { method: "POST", body: {} })).data;
}

/** For `href`: the rows that stayed out, with a column that says why. */
export const leftOutAddress = (id: string) => `/api/v1/imports/${id}/left-out`;
