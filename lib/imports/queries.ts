import "server-only";
import { z } from "zod";
import { decodeCursor, pageFrom } from "@/lib/http/cursor";
import type { Page } from "@/lib/http/fields";
import { listCustomFields } from "@/lib/custom-fields/queries";
import {
  importRecord,
  storedRow,
  type Import,
  type importListQuery,
  type ImportRow,
  type importRowsQuery,
  type StoredRow,
} from "@/lib/imports/schema";
import { leftOutFile } from "@/lib/imports/left-out";
import type { LeftOutFile, Words } from "@/lib/imports/left-out";
import { wrongCell } from "@/lib/imports/read-row";
import { nullable } from "@/lib/supabase/nullable";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

/** Cuts an answer of the database to the shape of the wire. */
export function toImport(answer: unknown): Import {
  return importRecord.parse(answer);
}

/** Throws 404. */
export async function getImport(client: Client, id: string): Promise<Import> {
  return toImport(unwrap(await client.rpc("get_import", { import: id })));
}

const keyOfList = z.object({ created_at: z.string(), id: z.guid() });

export async function listImports(
  client: Client,
  { limit, cursor }: z.output<typeof importListQuery>,
): Promise<Page<Import>> {
  const after_key = nullable(decodeCursor(cursor, keyOfList));
  const answer = await client.rpc("list_imports", { page_limit: limit + 1, after_key });
  const rows = z.array(importRecord).parse(unwrap(answer));
  return pageFrom(
    rows,
    limit,
    ({ created_at, id }) => ({ created_at, id }),
    (row) => row,
  );
}

const keyOfRows = z.object({ row: z.number().int() });

/** In the order of the file. */
export async function listImportRows(
  client: Client,
  orgId: string,
  id: string,
  { limit, cursor, outcome }: z.output<typeof importRowsQuery>,
): Promise<Page<ImportRow>> {
  const after_row = decodeCursor(cursor, keyOfRows)?.row ?? 0;
  const filters = outcome ? { outcome } : {};
  const rows = await rowsAfter(client, id, filters, limit + 1, after_row);
  return pageFrom(
    await withWrongCells(client, orgId, id, rows),
    limit,
    ({ row }) => ({ row }),
    (row) => row,
  );
}

const ROWS_AT_ONCE = 2_000;

/** What stayed out, as a file to correct and send again. Throws 404. */
export async function getLeftOut(client: Client, orgId: string, id: string, t: Words): Promise<LeftOutFile> {
  const found = await getImport(client, id);
  const rows = await withWrongCells(client, orgId, id, await allLeftOut(client, id));
  return leftOutFile(found, rows, t);
}

const MOST_FIELDS = 200;

/** "A choice that is not offered" alone would let people search a row of thirty cells for it. */
async function withWrongCells(
  client: Client,
  orgId: string,
  id: string,
  rows: readonly StoredRow[],
): Promise<ImportRow[]> {
  const isOfField = ({ reason }: StoredRow) => reason === "too_long" || !!reason?.startsWith("wrong_");
  if (!rows.some(isOfField)) return rows.map((row) => ({ ...row, wrong: null }));
  const [{ mapping, headings, country, area_code: areaCode }, { data: fields }] = await Promise.all([
    getImport(client, id),
    listCustomFields(client, orgId, { limit: MOST_FIELDS, entity: "customer", include_deleted: false }),
  ]);
  const reading = { mapping, headings, country, areaCode, fields };
  return rows.map((row) => ({ ...row, wrong: isOfField(row) ? wrongCell(row.cells, reading) : null }));
}

/** All that stayed out, duplicates and errors, in the order of the file. */
async function allLeftOut(client: Client, id: string): Promise<StoredRow[]> {
  const found: StoredRow[] = [];
  for (let after = 0; ;) {
    const rows = await rowsAfter(client, id, { outcome: "duplicate,error" }, ROWS_AT_ONCE, after);
    found.push(...rows);
    after = rows.at(-1)?.row ?? 0;
    if (rows.length < ROWS_AT_ONCE) return found;
  }
}

async function rowsAfter(
  client: Client,
  id: string,
  filters: { outcome?: string },
  page_limit: number,
  after_row: number,
): Promise<StoredRow[]> {
  const answer = await client.rpc("list_import_rows", { import: id, filters, page_limit, after_row });
  return z.array(storedRow).parse(unwrap(answer));
}
