import { api, queryString } from "@/lib/http/fetch";
import type { Page } from "@/lib/http/fields";
import type { Contact, ContactCreate, ContactFilters, ContactUpdate } from "@/lib/contacts/schema";

export const contactKeys = {
  all: ["contacts"] as const,
  list: (filters: ContactFilters) => ["contacts", "list", filters] as const,
  record: (id: string) => ["contacts", "record", id] as const,
};

type Paging = { cursor?: string | null; limit?: number; signal?: AbortSignal };

export function fetchContacts(
  filters: ContactFilters,
  { cursor, limit, signal }: Paging = {},
): Promise<Page<Contact>> {
  return api(`/contacts${queryString({ ...filters, cursor, limit })}`, { signal });
}

export async function createContact(body: ContactCreate): Promise<Contact> {
  return (await api<{ data: Contact }>("/contacts", { method: "POST", body })).data;
}

/** `version` is the one the person saw; somebody else's newer change answers 412 with the row in `current`. */
export async function updateContact(id: string, version: number, body: ContactUpdate): Promise<Contact> {
  return (await api<{ data: Contact }>(`/contacts/${id}`, { method: "PATCH", body, ifMatch: version })).data;
}

export async function removeContact(id: string, version: number): Promise<Contact> {
  return (await api<{ data: Contact }>(`/contacts/${id}`, { method: "DELETE", ifMatch: version })).data;
}

export async function restoreContact(id: string): Promise<Contact> {
  return (await api<{ data: Contact }>(`/contacts/${id}/restore`, { method: "POST" })).data;
}
