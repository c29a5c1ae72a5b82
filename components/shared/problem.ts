/** What a failed call tells a screen. Fetchers throw errors of this shape; anything else reads as "our side". */
export type Problem = {
  code: string;
  detail: string;
  requestId: string | null;
  retryAfterS: number | null;
};

export function problemOf(error: unknown): Problem {
  const raw = (typeof error === "object" && error !== null ? error : {}) as Partial<
    Record<keyof Problem, unknown>
  > & {
    digest?: unknown;
  };
  const text = (value: unknown) => (typeof value === "string" && value !== "" ? value : null);
  return {
    code: text(raw.code) ?? "internal",
    detail: text(raw.detail) ?? "",
    requestId: text(raw.requestId) ?? text(raw.digest),
    retryAfterS: typeof raw.retryAfterS === "number" ? raw.retryAfterS : null,
  };
}

/** Codes that have a sentence of their own in every language; others show the sentence for "our side". */
const KNOWN = [
  "offline",
  "timeout",
  "forbidden",
  "feature_off",
  "proof_required",
  "not_found",
  "rate_limited",
  "unavailable",
  "busy",
  "disk_full",
  "session_expired",
  "unauthenticated",
  "organization_changed",
  "stale",
  "in_progress",
  "invalid",
  "conflict",
  "member_quota",
  "storage_quota",
  "too_large",
  "unsupported_media_type",
  "still_used",
  "duplicate",
] as const;

export type KnownCode = (typeof KNOWN)[number];

export function knownCode(problem: Problem): KnownCode | "internal" {
  return KNOWN.find((code) => code === problem.code) ?? "internal";
}
