/** An answer with an error, in the words of Supabase Auth: clients and screens decide by `code`. */
export class AuthError extends Error {
  readonly status: number;
  readonly code: string;
  readonly retryAfterS: number | undefined;
  readonly reasons: string[] | undefined;

  constructor(
    status: number,
    code: string,
    message: string,
    extra: { retryAfterS?: number; reasons?: string[] } = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.retryAfterS = extra.retryAfterS;
    this.reasons = extra.reasons;
  }
}

export const invalid = (message: string) => new AuthError(400, "validation_failed", message);

export const duplicateEmail = () =>
  new AuthError(422, "email_exists", "A user with this email address has already been registered");

export const banned = (status: 400 | 403) => new AuthError(status, "user_banned", "User is banned");

/** The seconds stand in the sentence because supabase-js hides headers, and the screen says until when. */
export function tooMany(code: "over_request_rate_limit" | "over_email_send_rate_limit", retryAfterS: number) {
  const message = `For security purposes, you can only request this after ${retryAfterS} seconds.`;
  return new AuthError(429, code, message, { retryAfterS });
}

export const unexpected = () =>
  new AuthError(
    500,
    "unexpected_failure",
    "Unexpected failure, please check server logs for more information",
  );

/**
 * An error for the log. The words of a database or of a mail server may quote a person's data, so only their code
 * is written here; PostgreSQL's own log, which only this account can read, has the sentence.
 */
export function faultOf(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error) || !("code" in error)) return { error };
  const { code, responseCode } = error as Error & { code: unknown; responseCode?: unknown };
  return { fault: error.name, code, responseCode };
}

const VERSION_HEADER = "x-supabase-api-version";
const FIRST_VERSION = "2024-01-01";

/**
 * Since API version 2024-01-01 `code` is the word; before, it was the status and the word stood in `error_code`.
 * supabase-js asks for the former, curl without the header gets the latter.
 */
export function errorResponse(error: AuthError, request: Request): Response {
  const asked = request.headers.get(VERSION_HEADER);
  const isNew = asked !== null && /^\d{4}-\d\d-\d\d$/.test(asked) && asked >= FIRST_VERSION;
  const weak = error.reasons ? { weak_password: { reasons: error.reasons } } : {};
  const body = isNew
    ? { code: error.code, message: error.message, ...weak }
    : { code: error.status, error_code: error.code, msg: error.message, ...weak };
  const headers = new Headers({ "content-type": "application/json", "x-sb-error-code": error.code });
  if (isNew) headers.set(VERSION_HEADER, FIRST_VERSION);
  if (error.retryAfterS) headers.set("retry-after", String(error.retryAfterS));
  return new Response(JSON.stringify(body), { status: error.status, headers });
}
