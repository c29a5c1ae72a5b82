import { api, queryString } from "@/lib/http/fetch";
import type { Page } from "@/lib/http/fields";
import type { CustomerTags, Tag, TagCreate, TagFilters, TagUpdate } from "@/lib/tags/schema";

export const tagKeys = {
  all: ["tags"] as const,
  list: (filters: TagFilters) => ["tags", "list", filters] as const,
  record: (id: string) => ["tags", "record", id] as const,
  ofCustomer: (id: string) => ["tags", "of-customer", id] as const,
};

type Paging = { cursor?: string | null; limit?: number; signal?: AbortSignal };

export function fetchTags(filters: TagFilters, { cursor, limit, signal }: Paging = {}): Promise<Page<Tag>> {
  return api(`/tags${queryString({ ...filters, cursor, limit })}`, { signal });
}

export async function createTag(body: TagCreate): Promise<Tag> {
  return (await api<{ data: Tag }>("/tags", { method: "POST", body })).data;
}

/** `version` is the one the person saw; somebody else's newer change answers 412 with the row in `current`. */
export async function updateTag(id: string, version: number, body: TagUpdate): Promise<Tag> {
  return (await api<{ data: Tag }>(`/tags/${id}`, { method: "PATCH", body, ifMatch: version })).data;
}

export async function removeTag(id: string, version: number): Promise<Tag> {
  return (await api<{ data: Tag }>(`/tags/${id}`, { method: "DELETE", ifMatch: version })).data;
}

export async function restoreTag(id: string): Promise<Tag> {
  return (await api<{ data: Tag }>(`/tags/${id}/restore`, { method: "POST" })).data;
}

export async function fetchCustomerTags(customerId: string, signal?: AbortSignal): Promise<CustomerTags> {
  return (await api<{ data: CustomerTags }>(`/customers/${customerId}/tags`, { signal })).data;
}

/** `version` is the customer's. */
export async function setCustomerTags(
  customerId: string,
  version: number,
  tagIds: string[],
): Promise<CustomerTags> {
  const body = { tag_ids: tagIds };
  const path = `/customers/${customerId}/tags`;
  return (await api<{ data: CustomerTags }>(path, { method: "PATCH", body, ifMatch: version })).data;
}
