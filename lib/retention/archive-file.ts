import { createHash } from "node:crypto";
import { gunzipSync, gzipSync } from "node:zlib";

/** A row as the database says it: all columns by name. */
export type ArchivedRow = { id: string } & Record<string, unknown>;

export type ArchivePart = {
  path: string;
  first_id: string;
  last_id: string;
  row_count: number;
  byte_count: number;
  sha256: string;
};

export const ARCHIVE_BUCKET = "archive";
export const ARCHIVE_MIME = "application/gzip";

const digest = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");

/** Newline-delimited JSON under gzip, one row a line; null for no rows. */
export function packRows(
  folder: string,
  rows: readonly ArchivedRow[],
): { part: ArchivePart; bytes: Buffer } | null {
  const first = rows[0];
  const last = rows.at(-1);
  if (!first || !last) return null;
  const bytes = gzipSync(Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join(""), "utf8"));
  const part = {
    path: `${folder}/${first.id}.ndjson.gz`,
    first_id: first.id,
    last_id: last.id,
    row_count: rows.length,
    byte_count: bytes.length,
    sha256: digest(bytes),
  };
  return { part, bytes };
}

/** Rows of an object; throws where digest or count are not what was written. */
export function unpackRows(
  bytes: Buffer,
  expected: Pick<ArchivePart, "path" | "sha256" | "row_count">,
): ArchivedRow[] {
  if (digest(bytes) !== expected.sha256)
    throw new Error(`${expected.path} in the archive is not what was written: its digest differs.`);
  const lines = gunzipSync(bytes).toString("utf8").split("\n").filter(Boolean);
  if (lines.length !== expected.row_count)
    throw new Error(
      `${expected.path} in the archive holds ${lines.length} rows instead of ${expected.row_count}.`,
    );
  return lines.map((line) => JSON.parse(line) as ArchivedRow);
}
