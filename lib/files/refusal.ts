import "server-only";
import { sha256Hex } from "@/lib/crypto/digest";
import { agrees, dimensionsOf, hidesAnother, MAX_PIXELS, typeOfBytes } from "@/lib/files/content";
import { isImageType } from "@/lib/files/rules";
import type { FileReason } from "@/lib/files/schema";

/** What was said of a file before its bytes came. */
export type Declaration = { mime: string; size_bytes: number; declared_sha256: string | null };

/** Why these bytes are not what was declared, or null. Nothing is decoded here. */
export function refusalOf(bytes: Buffer, declared: Declaration): FileReason | null {
  if (bytes.length !== declared.size_bytes) return "wrong_size";
  if (declared.declared_sha256 && declared.declared_sha256 !== sha256Hex(bytes)) return "wrong_sum";
  const type = typeOfBytes(bytes);
  if (!type || !agrees(declared.mime, type)) return "wrong_type";
  if (hidesAnother(bytes, type)) return "hidden_content";
  if (!isImageType(type)) return null;
  const dimensions = dimensionsOf(bytes, type);
  if (!dimensions || dimensions.width < 1 || dimensions.height < 1) return "unreadable";
  return dimensions.width * dimensions.height > MAX_PIXELS ? "too_many_pixels" : null;
}
