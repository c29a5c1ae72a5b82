import { api, queryString } from "@/lib/http/fetch";
import type { Page } from "@/lib/http/fields";
import type {
  CustomField,
  CustomFieldCreate,
  CustomFieldFilters,
  CustomFieldUpdate,
} from "@/lib/custom-fields/schema";

export const customFieldKeys = {
  all: ["custom-fields"] as const,
  list: (filters: CustomFieldFilters) => ["custom-fields", "list", filters] as const,
  record: (id: string) => ["custom-fields", "record", id] as const,
  usage: (id: string) => ["custom-fields", "usage", id] as const,
};

/** They are few (fifty of a kind): all of them are read at once, and every form and list shares them. */
export const ALL_FIELDS: CustomFieldFilters = {};

export function fetchCustomFields(signal?: AbortSignal): Promise<Page<CustomField>> {
  return api(`/custom-fields${queryString({ limit: 200 })}`, { signal });
}

export async function fetchCustomFieldUsage(id: string, signal?: AbortSignal): Promise<{ count: number }> {
  return (await api<{ data: { count: number } }>(`/custom-fields/${id}/usage`, { signal })).data;
}

export async function createCustomField(body: CustomFieldCreate): Promise<CustomField> {
  return (await api<{ data: CustomField }>("/custom-fields", { method: "POST", body })).data;
}

/** `version` is the one the person saw; somebody else's newer change answers 412 with the row in `current`. */
export async function updateCustomField(
  id: string,
  version: number,
  body: CustomFieldUpdate,
): Promise<CustomField> {
  const options = { method: "PATCH", body, ifMatch: version } as const;
  return (await api<{ data: CustomField }>(`/custom-fields/${id}`, options)).data;
}

export async function removeCustomField(id: string, version: number): Promise<CustomField> {
  return (await api<{ data: CustomField }>(`/custom-fields/${id}`, { method: "DELETE", ifMatch: version }))
    .data;
}

export async function restoreCustomField(id: string): Promise<CustomField> {
  return (await api<{ data: CustomField }>(`/custom-fields/${id}/restore`, { method: "POST" })).data;
}
