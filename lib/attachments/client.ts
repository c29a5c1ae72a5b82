import type {
  Attachment,
  AttachmentCreate,
  AttachmentFilters,
  AttachmentUpdate,
} from "@/lib/attachments/schema";
import { api, queryString } from "@/lib/http/fetch";
import type { Page } from "@/lib/http/fields";

export const attachmentKeys = {
  all: ["attachments"] as const,
  list: (of: AttachmentFilters) => ["attachments", "list", of] as const,
};

type Paging = { cursor?: string | null; limit?: number; signal?: AbortSignal };

/** Latest first. */
export function fetchAttachments(
  of: AttachmentFilters,
  { cursor, limit, signal }: Paging = {},
): Promise<Page<Attachment>> {
  return api(`/attachments${queryString({ ...of, cursor, limit })}`, { signal });
}

export async function createAttachment(body: AttachmentCreate): Promise<Attachment> {
  return (await api<{ data: Attachment }>("/attachments", { method: "POST", body })).data;
}

export async function updateAttachment(
  id: string,
  version: number,
  body: AttachmentUpdate,
): Promise<Attachment> {
  return (await api<{ data: Attachment }>(`/attachments/${id}`, { method: "PATCH", body, ifMatch: version }))
    .data;
}

export function removeAttachment(id: string, version: number): Promise<void> {
  return api(`/attachments/${id}`, { method: "DELETE", ifMatch: version });
}
