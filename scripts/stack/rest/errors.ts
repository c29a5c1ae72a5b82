/** A database error as postgres.js raises it. */
type DatabaseError = { code?: unknown; message: string; detail?: unknown; hint?: unknown };

/**
 * Makes the engine answer every SQLSTATE as PostgREST does. It knows a few and answers 500 "SUP" for the rest or
 * loses the hint; they are rewritten into the form in which a function may raise a complete answer itself
 * (`raise sqlstate 'PGRST'`: message = body, detail = status), which it passes on unchanged.
 */
export function normalizeError(error: unknown): unknown {
  const { code, message, detail, hint } = (error ?? {}) as DatabaseError;
  if (typeof code === "string" && /^(E[A-Z_]+|CONNECTION_[A-Z_]+|CONNECT_TIMEOUT)$/.test(code))
    return unreachable();
  if (typeof code !== "string" || !/^[0-9A-Z]{5}$/.test(code) || isLeftToEngine(code)) return error;
  return answer(statusOf(code), { code, message, details: detail ?? null, hint: hint ?? null });
}

/** The driver's own codes: the database is down or cut the connection. Its address is nobody's business. */
function unreachable(): Error {
  const message = "Database connection error. Retrying the connection.";
  return answer(503, { code: "PGRST001", message, details: null, hint: null });
}

function answer(status: number, body: Record<string, unknown>): Error {
  return Object.assign(new Error(JSON.stringify(body)), {
    code: "PGRST",
    detail: JSON.stringify({ status, headers: {} }),
  });
}

/**
 * These it answers rightly, with something only it knows: whether the caller is signed in (42501), the name of
 * the column or operator as PostgREST spells it (42703, 42883), the status inside the code (PT, PGRST).
 */
function isLeftToEngine(code: string): boolean {
  return code.startsWith("PT") || ["42501", "42703", "42883", "PGRST"].includes(code);
}

/** PostgREST's table of statuses (docs.postgrest.org, "Errors", HTTP status codes); the first match wins. */
const STATUSES: [RegExp, number][] = [
  [/^(23503|23505)/, 409],
  [/^25006/, 405],
  [/^42P01/, 404],
  [/^(42P17|53400)/, 500],
  [/^(08|53|57P01)/, 503],
  [/^(0L|0P|28)/, 403],
  [/^P0001/, 400],
  [/^(09|25|2D|38|39|3B|40|54|55|57|58|F0|HV|P0|XX)/, 500],
];

function statusOf(code: string): number {
  return STATUSES.find(([pattern]) => pattern.test(code))?.[1] ?? 400;
}
