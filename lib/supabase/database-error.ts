import "server-only";
import type { PostgrestError } from "@supabase/supabase-js";
import { AppError, isErrorCode, type ErrorCode, STATUS_BY_CODE } from "@/lib/errors";
import { meaningOf, type Meaning } from "@/lib/supabase/constraints";

/** Deadlock and serialization failure: nothing was written, the same call may simply be made again. */
const REPEATABLE = new Set(["40P01", "40001"]);

export function isRepeatable(error: unknown): boolean {
  return error instanceof AppError && REPEATABLE.has(sqlStateOf(error.cause));
}

/** PostgreSQL's own refusal and not a sentence of ours: what a forgotten grant looks like. Worth a line in the log. */
export function isUnexplainedRefusal(error: AppError): boolean {
  return sqlStateOf(error.cause) === "42501" && error.message === FALLBACK_SENTENCE;
}

function sqlStateOf(cause: unknown): string {
  return typeof cause === "object" && cause !== null && "code" in cause ? String(cause.code) : "";
}

/**
 * What a database error means to the person. Texts of PostgreSQL never pass: they name tables, columns and sometimes
 * values. Only our own SQLSTATEs (class CO) carry a sentence made for people.
 */
export function databaseError(error: PostgrestError): AppError {
  const own = OWN_STATES[error.code];
  if (own) return raisedByUs(error, own);
  if (error.code === "23502") return missingValue(error);
  if (error.code === "23P01") return overlapError(error);
  if (error.code === "23505" || error.code === "23514" || error.code === "23503")
    return constraintError(error);
  const [code, detail] = MEANINGS[error.code] ?? ["internal", "Something went wrong on our side."];
  return new AppError(code, detail, { cause: error });
}

const OWN_STATES: Record<string, ErrorCode> = {
  CO403: "forbidden",
  CO404: "not_found",
  CO409: "conflict",
  CO410: "gone",
  CO412: "stale",
  CO422: "invalid",
  CO429: "rate_limited",
  // Raised by us with a sentence and a scope as hint, and by PostgreSQL with neither.
  "42501": "forbidden",
};

/** PostgreSQL's own refusals of a right name tables and columns; this stands in for them. */
const FALLBACK_SENTENCE = "Your role does not allow this.";

const MEANINGS: Record<string, [ErrorCode, string]> = {
  "55P03": ["in_progress", "The same request is still being worked on."],
  "57014": ["timeout", "This took too long and was stopped."],
  "40P01": ["busy", "Too many people changed the same record. Please try again."],
  "40001": ["busy", "Too many people changed the same record. Please try again."],
  "53300": ["unavailable", "The database is busy right now."],
  "53100": [
    "disk_full",
    "The disk of the installation is full: nothing was saved. Its operator has to make room.",
  ],
  "22021": ["invalid", "The text contains characters that can't be stored."],
  "22P05": ["invalid", "The text contains characters that can't be stored."],
  PGRST116: ["not_found", "There is no such record."],
  PGRST301: ["unauthenticated", "Please sign in."],
  PGRST303: ["session_expired", "Your session has ended. Please sign in again."],
  PGRST000: ["unavailable", "The database is not reachable right now."],
  PGRST001: ["unavailable", "The database is not reachable right now."],
  PGRST002: ["unavailable", "The database is not reachable right now."],
  PGRST003: ["unavailable", "The database is busy right now."],
  // supabase-js answers a failed connection without any code.
  "": ["unavailable", "The database is not reachable right now."],
};

/**
 * Our functions raise "<code>: <sentence>". A code this file does not know falls back to the one of its SQLSTATE;
 * the sentence is kept.
 */
function raisedByUs(error: PostgrestError, fallback: ErrorCode): AppError {
  const [, word = fallback, detail = FALLBACK_SENTENCE] =
    /^([a-z][a-z0-9_]*): (.*)$/s.exec(error.message) ?? [];
  const status = STATUS_BY_CODE[fallback];
  const code = isErrorCode(word) && STATUS_BY_CODE[word] === status ? word : fallback;
  const extras = extrasOf(fallback, word, detail, error.hint ?? "");
  const members = { ...extras.members, ...membersOf(error) };
  return new AppError(code, detail, { ...extras, members, cause: error });
}

/**
 * What our functions add to a refusal as data: the visits in the way. Only they write an object there; the details of
 * PostgreSQL's own errors name keys and values, are no JSON object and never pass.
 */
function membersOf({ code, details }: PostgrestError): Record<string, unknown> {
  if (!code.startsWith("CO") || !details?.startsWith("{")) return {};
  return JSON.parse(details) as Record<string, unknown>;
}

/** The hint is a field, a scope ("customers:read"), or the seconds to wait, depending on what was refused. */
function extrasOf(kind: ErrorCode, word: string, message: string, hint: string) {
  if (kind === "rate_limited") return { retryAfterS: Math.max(1, Number(hint) || 60) };
  if (/^[a-z_]+:[a-z_]+$/.test(hint)) return { members: { required_scope: hint } };
  if (word === "feature_off") return { members: { feature: hint } };
  const isField = kind !== "not_found" && /^[a-z][a-z0-9_.]*$/.test(hint);
  return isField ? { errors: [{ field: hint, code: word, message }] } : {};
}

/** The message names constraint and table; PostgREST has no field for them. Nothing else of it is used. */
function constraintError(error: PostgrestError): AppError {
  const constraint = /constraint "([^"]+)"/.exec(error.message)?.[1] ?? "";
  const table = /(?:relation|table) "([^"]+)"/.exec(error.message)?.[1] ?? "";
  if (error.code === "23503" && error.message.startsWith("update or delete")) {
    return new AppError("still_used", "Other records still need this one.", { cause: error });
  }
  const { conflict = "duplicate", ...problem } = meaningOf(table, constraint) ?? UNNAMED;
  const code = error.code === "23505" ? conflict : "invalid";
  const detail = code === "invalid" ? "Some fields need another value." : problem.message;
  return new AppError(code, detail, { errors: problem.field ? [problem] : [], cause: error });
}

/**
 * Functions look before they write and name what is in the way; the constraint itself answers only where two came at
 * the same moment by ways that do not take the resource's lock.
 */
function overlapError(error: PostgrestError): AppError {
  if (error.message.includes('"resource_occupancy_free_key"')) {
    return new AppError("double_booking", "Somebody is not free then.", { cause: error });
  }
  return new AppError("conflict", "This overlaps with what is there already.", { cause: error });
}

function missingValue(error: PostgrestError): AppError {
  const field = /column "([^"]+)"/.exec(error.message)?.[1] ?? "";
  return new AppError("invalid", "Some fields need another value.", {
    errors: field ? [{ field, code: "required", message: "A value is needed." }] : [],
    cause: error,
  });
}

/** For constraints no field stands for. */
const UNNAMED: Meaning = { field: "", code: "invalid", message: "Such a record exists already." };
