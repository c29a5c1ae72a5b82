/** A database error as postgres.js raises it. */
export type DatabaseError = { code?: unknown; message: string; detail?: unknown; hint?: unknown };

/**
 * Makes the engine answer every SQLSTATE as PostgREST does. It knows a few and answers 500 "SUP" for the rest;
 * those are rewritten into the form in which a function may raise a complete answer itself
 * (`raise sqlstate 'PGRST'`: message = body, detail = status), which it passes on unchanged.
 */
export function normalizeError(error: unknown): unknown {
  const { code, message, detail, hint } = (error ?? {}) as DatabaseError;
  if (typeof code !== "string" || !/^[0-9A-Z]{5}$/.test(code) || isKnown(code)) return error;
  const body = { code, message, details: detail ?? null, hint: hint ?? null };
  return Object.assign(new Error(JSON.stringify(body)), {
    code: "PGRST",
    detail: JSON.stringify({ status: statusOf(code), headers: {} }),
  });
}

function isKnown(code: string): boolean {
  const handled = ["23502", "23503", "23505", "25006", "PGRST"];
  return /^(42|22|21|PT)/.test(code) || handled.includes(code);
}

/** PostgREST's table of statuses (docs.postgrest.org, "Errors", HTTP status codes), first match wins. */
const STATUSES: [RegExp, number][] = [
  [/^(08|53)/, 503],
  [/^54/, 500],
  [/^28/, 403],
  [/^P0001/, 400],
  [/^(09|25|2D|38|39|3B|40|55|57|58|F0|HV|P0|XX)/, 500],
];

function statusOf(code: string): number {
  return STATUSES.find(([pattern]) => pattern.test(code))?.[1] ?? 400;
}
