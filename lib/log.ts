import "server-only";

type Fields = Record<string, unknown>;

/** Keys whose values never reach a log, at any depth: a line is read by more people than a table. */
const SECRET_KEY = /token|password|secret|authorization|cookie|api_?key|signature/i;

/**
 * One JSON object per line on stdout. `event` is a fixed word to search for; what varies is a field. Values of
 * requests (search words, e-mails) are not logged by anyone.
 */
export const log = {
  info: (event: string, fields: Fields = {}) => write("info", event, fields),
  warn: (event: string, fields: Fields = {}) => write("warn", event, fields),
  error: (event: string, fields: Fields = {}) => write("error", event, fields),
};

function write(level: string, event: string, fields: Fields): void {
  const line = { at: new Date().toISOString(), level, event, ...fields };
  process.stdout.write(`${JSON.stringify(line, redact)}\n`);
}

function redact(key: string, value: unknown): unknown {
  if (key && SECRET_KEY.test(key) && value !== null && value !== undefined) return "***";
  return value instanceof Error ? describe(value) : value;
}

/** An error's own JSON is "{}". A database error keeps its code and detail: they stay on the server. */
function describe(error: Error): Fields {
  const { code, details, hint } = error as Error & { code?: unknown; details?: unknown; hint?: unknown };
  return {
    name: error.name,
    message: error.message,
    code,
    details,
    hint,
    stack: error.stack,
    cause: error.cause,
  };
}
