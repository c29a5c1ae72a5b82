import type postgres from "postgres";

/**
 * How values cross between PostgreSQL and JSON. The engine's defaults differ from PostgREST in five places:
 * timestamps without "T", numerics with trailing zeros as strings, bytea as a Buffer object, and json
 * arguments of functions encoded twice.
 */
export const columnTypes: Record<string, postgres.PostgresType> = {
  timestamptz: text(1184, isoInstant),
  timestamp: text(1114, (value) => value.replace(" ", "T")),
  numeric: { to: 1700, from: [1700], serialize: String, parse: Number },
  bytea: text(17, (value) => value),
  json: { to: 114, from: [114], serialize: jsonArgument, parse: JSON.parse },
  jsonb: { to: 3802, from: [3802], serialize: jsonArgument, parse: JSON.parse },
};

function text(oid: number, parse: (value: string) => unknown): postgres.PostgresType {
  return { to: oid, from: [oid], serialize: (value: string) => value, parse };
}

/** `2026-11-21 10:00:00+00` as PostgreSQL prints it to `2026-11-21T10:00:00+00:00` as row_to_json does. */
function isoInstant(value: string): string {
  return value.replace(" ", "T").replace(/([+-]\d\d)$/, "$1:00");
}

/**
 * The engine hands objects over already encoded for some columns and as objects for others. A string that is
 * JSON is passed as it is; the price is that a top-level JSON string that itself looks like JSON loses a level.
 */
function jsonArgument(value: unknown): string {
  if (typeof value !== "string") return JSON.stringify(value);
  try {
    JSON.parse(value);
    return value;
  } catch {
    return JSON.stringify(value);
  }
}
