import "server-only";
import { AppError } from "@/lib/errors";

export function etagOf(version: number): string {
  return `"${version}"`;
}

/**
 * The version the caller saw; null stands for "*", whatever it is now. Only a bearer may say that: a screen always
 * knows what it showed, and overwriting blindly is how two people lose each other's work.
 */
export function expectedVersion(headers: Headers, mayBeAny: boolean): number | null {
  const value = headers.get("if-match")?.trim();
  if (!value) throw new AppError("precondition_required", 'Send If-Match with the version you saw, as "3".');
  if (value === "*" && mayBeAny) return null;
  // The version of a set (a week's hours) is a digest of 48 bits: up to 15 digits, all of them exact as a number.
  const version = /^"(\d{1,15})"$/.exec(value)?.[1];
  if (!version) throw new AppError("invalid_request", 'If-Match takes one version in double quotes, as "3".');
  return Number(version);
}

/** Whether the caller's copy is the current one, so that an empty 304 will do. */
export function isCurrent(headers: Headers, etag: string): boolean {
  const known = headers.get("if-none-match");
  return known !== null && known.split(",").some((each) => each.trim().replace(/^W\//, "") === etag);
}
