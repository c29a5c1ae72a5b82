import "server-only";
import { createHash, createHmac } from "node:crypto";

export function sha256Hex(...parts: (string | Uint8Array)[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("hex");
}

/** `key` as the settings hold it, base64url; the answer is base64url without padding. */
export function hmacSha256(key: string, text: string): string {
  return createHmac("sha256", Buffer.from(key, "base64url")).update(text).digest("base64url");
}
