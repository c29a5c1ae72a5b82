import { ApiProblem, problemFrom } from "@/lib/http/api-problem";
import { api } from "@/lib/http/fetch";
import { isImageType, type ImageSize } from "@/lib/files/rules";
import type { Declared, File as FileRecord, FileCreate, Upload } from "@/lib/files/schema";

export const fileKeys = {
  all: ["files"] as const,
  one: (id: string) => ["files", "one", id] as const,
};

/** Leads to the bytes by an address that is good for a minute; for `src` of an image and `href` of a link. */
export function fileAddress(id: string, size: ImageSize = "original", options: { download?: boolean } = {}) {
  return `/api/v1/files/${id}/content?size=${size}${options.download ? "&download=true" : ""}`;
}

/** The bytes of a picture's small copy, for who keeps them. */
export async function fetchPicture(id: string): Promise<Blob> {
  const timeout = AbortSignal.timeout(20_000);
  try {
    const response = await fetch(fileAddress(id, "small"), { credentials: "same-origin", signal: timeout });
    if (!response.ok) throw await problemFrom(response);
    return await response.blob();
  } catch (error) {
    if (error instanceof ApiProblem) throw error;
    throw new ApiProblem(0, timeout.aborted ? "timeout" : "offline");
  }
}

export async function fetchFile(id: string, signal?: AbortSignal): Promise<FileRecord> {
  return (await api<{ data: FileRecord }>(`/files/${id}`, { signal })).data;
}

export const declareFile = (body: FileCreate): Promise<Declared> =>
  api<Declared>("/files", { method: "POST", body });

/** A new address for a file whose bytes have not come yet, or came too late. */
export const renewUpload = (id: string): Promise<Declared> =>
  api<Declared>(`/files/${id}/uploads`, { method: "POST" });

/** Says that the bytes are there; they are looked at within seconds. */
export async function completeFile(id: string): Promise<FileRecord> {
  return (await api<{ data: FileRecord }>(`/files/${id}/completions`, { method: "POST" })).data;
}

type Sending = { signal?: AbortSignal; onProgress?: (share: number) => void };

/** Sends the bytes. That they are there already, because an answer was lost, is no error. */
export function sendBytes(upload: Upload, bytes: Blob, mime: string, sending: Sending = {}): Promise<void> {
  return new Promise((resolve, reject) => {
    // Not fetch: it cannot say how much of an upload has gone out.
    const request = new XMLHttpRequest();
    request.open("PUT", upload.url);
    request.setRequestHeader("content-type", mime);
    request.upload.onprogress = ({ loaded, total }) => sending.onProgress?.(total > 0 ? loaded / total : 0);
    request.onerror = () => reject(new ApiProblem(0, "offline"));
    request.ontimeout = () => reject(new ApiProblem(0, "timeout"));
    request.onabort = () => reject(new DOMException("The upload was stopped.", "AbortError"));
    request.onload = () => {
      const problem = uploadProblem(request.status, request.responseText);
      if (problem) reject(problem);
      else resolve();
    };
    sending.signal?.addEventListener("abort", () => request.abort(), { once: true });
    request.timeout = 300_000;
    request.send(bytes);
  });
}

/** Storage says in the body what happened; the status is 400 for everything. */
function uploadProblem(status: number, body: string): ApiProblem | null {
  if (status >= 200 && status < 300) return null;
  const word = /"statusCode"\s*:\s*"(\d+)"/.exec(body)?.[1] ?? String(status);
  if (word === "409") return null;
  if (word === "413") return new ApiProblem(413, "too_large");
  if (word === "415") return new ApiProblem(415, "unsupported_media_type");
  return new ApiProblem(Number(word), status >= 500 ? "unavailable" : "gone");
}

type Chosen = { id?: string; name: string; mime: FileCreate["mime"]; sha256?: string };

/** Declares, sends and completes: the whole way of a file until it is looked at. */
export async function uploadFile(bytes: Blob, chosen: Chosen, sending: Sending = {}): Promise<FileRecord> {
  const { data, upload } = await declareFile({ ...chosen, size_bytes: bytes.size });
  if (data.state !== "pending") return data;
  if (upload) await sendBytes(upload, bytes, chosen.mime, sending);
  return completeFile(data.id);
}

export const isImage = (file: Pick<FileRecord, "mime">) => isImageType(file.mime);
