import type { BatchOperation, BatchOperationFilters } from "@/lib/batch-operations/schema";
import { api, queryString } from "@/lib/http/fetch";
import type { Page } from "@/lib/http/fields";

export const batchOperationKeys = {
  all: ["batch-operations"] as const,
  list: (filters: BatchOperationFilters) => ["batch-operations", "list", filters] as const,
  one: (id: string) => ["batch-operations", "one", id] as const,
};

type Paging = { cursor?: string | null; limit?: number; signal?: AbortSignal };

export function fetchBatchOperations(
  filters: BatchOperationFilters,
  { cursor, limit, signal }: Paging = {},
): Promise<Page<BatchOperation>> {
  return api(`/batch-operations${queryString({ ...filters, cursor, limit })}`, { signal });
}

export async function fetchBatchOperation(id: string, signal?: AbortSignal): Promise<BatchOperation> {
  return (await api<{ data: BatchOperation }>(`/batch-operations/${id}`, { signal })).data;
}

/** What has begun ends within seconds: until then the answer says `is_cancelling`. */
export async function cancelBatchOperation(id: string): Promise<BatchOperation> {
  const path = `/batch-operations/${id}/cancellations`;
  return (await api<{ data: BatchOperation }>(path, { method: "POST" })).data;
}

/** Asks for a proof where it is needed; then the browser goes there for the bytes. */
export async function fetchBatchFileAddress(id: string): Promise<string> {
  return (await api<{ data: { url: string } }>(`/batch-operations/${id}/address`)).data.url;
}

/** For a link: the browser follows it to the bytes. */
export const batchFileHref = (id: string) => `/api/v1/batch-operations/${id}/content`;
