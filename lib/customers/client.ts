import { api, queryString } from "@/lib/http/fetch";
import type { Page } from "@/lib/http/fields";
import type {
  Customer,
  CustomerCreate,
  CustomerFilters,
  CustomerRow,
  CustomerUpdate,
} from "@/lib/customers/schema";

export const customerKeys = {
  all: ["customers"] as const,
  list: (filters: CustomerFilters) => ["customers", "list", filters] as const,
  record: (id: string) => ["customers", "record", id] as const,
};

type Paging = { cursor?: string | null; limit?: number; signal?: AbortSignal };

export function fetchCustomers(
  filters: CustomerFilters,
  { cursor, limit, signal }: Paging = {},
): Promise<Page<CustomerRow>> {
  return api(`/customers${queryString({ ...filters, cursor, limit })}`, { signal });
}

export async function fetchCustomer(id: string, signal?: AbortSignal): Promise<Customer> {
  return (await api<{ data: Customer }>(`/customers/${id}`, { signal })).data;
}

export async function createCustomer(body: CustomerCreate): Promise<Customer> {
  return (await api<{ data: Customer }>("/customers", { method: "POST", body })).data;
}

/** `version` is the one the person saw; somebody else's newer change answers 412 with the row in `current`. */
export async function updateCustomer(id: string, version: number, body: CustomerUpdate): Promise<Customer> {
  return (await api<{ data: Customer }>(`/customers/${id}`, { method: "PATCH", body, ifMatch: version }))
    .data;
}

export async function removeCustomer(id: string, version: number): Promise<Customer> {
  return (await api<{ data: Customer }>(`/customers/${id}`, { method: "DELETE", ifMatch: version })).data;
}

export async function restoreCustomer(id: string): Promise<Customer> {
  return (await api<{ data: Customer }>(`/customers/${id}/restore`, { method: "POST" })).data;
}
