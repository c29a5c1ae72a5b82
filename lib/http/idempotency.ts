import "server-only";
import { sha256Hex } from "@/lib/crypto/digest";
import { AppError } from "@/lib/errors";

/**
 * Handed to the SQL function, which claims the key in the same transaction as the work: two processes, or a crash
 * between the two, can't do it twice. Without a key there is no protection. The fingerprint tells a repetition from
 * another request that took the same key.
 */
export function idempotencyHeaders(
  request: Request,
  path: string,
  bytes: Uint8Array,
): Record<string, string> {
  if (request.method !== "POST") return {};
  const key = request.headers.get("idempotency-key");
  if (key === null) return {};
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
    throw new AppError("invalid_request", "Idempotency-Key takes 1 to 255 visible ASCII characters.");
  }
  const fingerprint = sha256Hex(request.method, "\n", path, "\n", bytes);
  return { "idempotency-key": key, "x-callout-fingerprint": fingerprint };
}
