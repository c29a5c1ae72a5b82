import { createHash, timingSafeEqual } from "node:crypto";

/** Constant time, also for different lengths. */
export function isSame(a: string, b: string): boolean {
  const digest = (value: string) => createHash("sha256").update(value).digest();
  return timingSafeEqual(digest(a), digest(b));
}
