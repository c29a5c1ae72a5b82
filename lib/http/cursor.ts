import "server-only";
import type { z } from "zod";
import { AppError } from "@/lib/errors";

/**
 * Where the next page starts, as opaque text: the sort key of the last row. It holds nothing that the page before
 * did not show, and RLS applies to whatever it points at, so it is not signed.
 */
export function encodeCursor(key: Record<string, unknown>): string {
  return Buffer.from(JSON.stringify(key)).toString("base64url");
}

export function decodeCursor<T>(cursor: string | undefined, schema: z.ZodType<T>): T | null {
  if (!cursor) return null;
  try {
    return schema.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
  } catch (error) {
    throw new AppError("invalid", "Some fields need another value.", {
      errors: [
        { field: "cursor", code: "invalid_cursor", message: "This cursor was not made by this list." },
      ],
      cause: error,
    });
  }
}

/** `rows` were asked for with one more than `limit`: whether that one came says if there is a next page. */
export function pageFrom<Row, Wire>(
  rows: Row[],
  limit: number,
  toKey: (row: Row) => Record<string, unknown>,
  toWire: (row: Row) => Wire,
): { data: Wire[]; next_cursor: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const next_cursor = rows.length > limit && last ? encodeCursor(toKey(last)) : null;
  return { data: shown.map(toWire), next_cursor };
}
