import { z } from "zod";
import { id, instant, requiredText, version } from "@/lib/http/fields";
import { FILE_TYPES, MAX_FILE_BYTES } from "@/lib/files/rules";

/** Declared, bytes sent, checked and shown to whoever may, refused with a reason. */
export const fileState = z.enum(["pending", "uploaded", "ready", "rejected"]);
export type FileState = z.infer<typeof fileState>;

/** Why a file was refused after a look at its bytes. */
export const fileReason = z.enum([
  "wrong_type",
  "wrong_size",
  "wrong_sum",
  "unreadable",
  "too_many_pixels",
  "hidden_content",
  "quota",
  "missing",
  "expired",
]);
export type FileReason = z.infer<typeof fileReason>;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

export const file = z.object({
  id,
  name: z.string(),
  kind: z.enum(["image", "document"]),
  state: fileState,
  state_reason: fileReason.nullable(),
  mime: z.string(),
  size_bytes: z.number().int(),
  /** Of the bytes as they were sent; null until they were looked at. */
  sha256: z.string().nullable(),
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  /** Until when the bytes must have come. */
  expires_at: instant.nullable(),
  created_at: instant,
  version,
});
export type File = z.infer<typeof file>;

/** `id` is the client's own, so that what was declared without an answer is declared again as the same file. */
export const fileCreate = z.strictObject({
  id: id.optional(),
  name: requiredText(200),
  size_bytes: z.int().min(1).max(MAX_FILE_BYTES),
  mime: z.enum(FILE_TYPES),
  sha256: sha256.optional(),
});
export type FileCreate = z.input<typeof fileCreate>;

/** Where the bytes go: `PUT url` with them as the body, within two hours. A path is one of this origin. */
export const upload = z.object({ bucket: z.string(), path: z.string(), token: z.string(), url: z.string() });
export type Upload = z.infer<typeof upload>;

/** No upload where nothing is left to send. */
export const declared = z.object({ data: file, upload: upload.nullable() });
export type Declared = z.infer<typeof declared>;

export const contentQuery = z.strictObject({
  size: z.enum(["original", "medium", "small"]).default("original"),
  download: z.enum(["", "true", "false"]).optional(),
});
