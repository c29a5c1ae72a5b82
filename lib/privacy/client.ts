import { api, queryString } from "@/lib/http/fetch";
import type { Page } from "@/lib/http/fields";
import type { BatchOperation } from "@/lib/batch-operations/schema";
import type { ErasureBody, PersonKind, PersonPreview, PrivacyRequest } from "@/lib/privacy/schema";

export const privacyKeys = {
  all: ["privacy"] as const,
  list: ["privacy", "list"] as const,
  preview: (kind: PersonKind, id: string) => ["privacy", "preview", kind, id] as const,
};

export function fetchPrivacyRequests(
  cursor?: string | null,
  signal?: AbortSignal,
): Promise<Page<PrivacyRequest>> {
  return api(`/privacy-requests${queryString({ cursor, limit: 50 })}`, { signal });
}

export async function fetchPersonPreview(
  kind: PersonKind,
  id: string,
  signal?: AbortSignal,
): Promise<PersonPreview> {
  const answer = await api<{ data: PersonPreview }>(`/privacy-requests/preview${queryString({ kind, id })}`, {
    signal,
  });
  return answer.data;
}

/** Answers at once; the archive is made in the background. */
export async function copyPerson(body: {
  kind: PersonKind;
  id: string;
  reason: string;
}): Promise<BatchOperation> {
  return (await api<{ data: BatchOperation }>("/privacy-requests/copies", { method: "POST", body })).data;
}

export async function erasePerson(body: ErasureBody): Promise<PrivacyRequest> {
  return (await api<{ data: PrivacyRequest }>("/privacy-requests/erasures", { method: "POST", body })).data;
}
