import "server-only";
import { STATUS_CODES } from "node:http";
import { AppError } from "@/lib/errors";

/**
 * RFC 9457. `type` is about:blank, so `title` is the status' own phrase; programs tell problems apart by `code`.
 */
export function problemResponse(
  error: AppError,
  requestId: string,
  headers: Record<string, string> = {},
): Response {
  const { status, code, message, errors, members, retryAfterS } = error;
  const all = new Headers({
    ...headers,
    "content-type": "application/problem+json",
    "cache-control": "no-store",
  });
  if (retryAfterS !== null) all.set("retry-after", String(retryAfterS));
  if (status === 401) all.set("www-authenticate", 'Bearer realm="callout"');
  const body = {
    type: "about:blank",
    title: STATUS_CODES[status] ?? "Error",
    status,
    code,
    detail: message,
    request_id: requestId,
    ...(errors.length > 0 ? { errors } : {}),
    ...members,
  };
  return new Response(JSON.stringify(body), { status, headers: all });
}

/** Anything that is no AppError is a mistake of ours: its text stays here, the answer is bare. */
export function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  return new AppError("internal", "Something went wrong on our side.", { cause: error });
}
