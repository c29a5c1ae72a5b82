import { completeFile, fetchPicture, renewUpload, sendBytes } from "@/lib/files/client";
import { ApiProblem } from "@/lib/http/api-problem";
import { fetchChanges, sendOperations } from "@/lib/sync/client";
import type { Wire } from "./phone";

/** Said by the storage and not by the office: about this one file, never about the session or the membership. */
function ofOneFile(error: unknown): never {
  if (error instanceof ApiProblem && error.status >= 400 && error.status !== 413 && error.status !== 415)
    throw new ApiProblem(500, "internal", { detail: error.detail });
  throw error;
}

/** The line to the office as it really is. */
export const wire: Wire = {
  send: sendOperations,
  changes: fetchChanges,
  uploadTarget: async (fileId) => (await renewUpload(fileId)).upload,
  putBytes: (target, bytes, mime, onProgress) =>
    sendBytes(target, bytes, mime, { onProgress }).catch(ofOneFile),
  completeUpload: async (fileId) => {
    await completeFile(fileId);
  },
  picture: fetchPicture,
};
