import "server-only";
import { z } from "zod";
import { customField } from "@/lib/custom-fields/schema";
import { knownRows, type KnownRows } from "@/lib/imports/known-rows";
import { withOwnFields, type OwnField } from "@/lib/imports/own-fields";
import { readFile } from "@/lib/imports/read-file";
import { readRow, type Reading, type ReadRow } from "@/lib/imports/read-row";
import type { Mapping, RowOutcome, RowReason } from "@/lib/imports/rules";
import type { Sql } from "@/lib/worker/database";
import type { Job, JobContext } from "@/lib/worker/job";
import { readObject } from "@/lib/worker/objects";
import { JobProblem } from "@/lib/worker/retry";

const checkPayload = z.object({ import_id: z.guid(), check_no: z.number().int() });
const importPayload = z.object({ import_id: z.guid(), operation_id: z.guid() });

/** Rows that go to or from the database at a time: a statement of some hundred kilobytes, a transaction of a second. */
const READ_AT_ONCE = 1_000;
const WRITTEN_AT_ONCE = 250;

type Place = { org: string; id: string; checkNo: number };
type Check = {
  state: "reading" | "checking";
  headings: string[];
  mapping: Mapping;
  country: string;
  area_code: string | null;
  file: { bucket: string; path: string } | null;
};

/** postgres.js would take an object for jsonb only where it knows the parameter's type. */
const asText = (value: unknown) => JSON.stringify(value);

/**
 * Reads the file of an import, once, and judges each of its rows. Asked for again by another mapping, the reading under
 * way ends itself at its next batch; one that is repeated after a crash begins anew and overwrites what it said.
 */
export async function checkImport(job: Job, { sql, signal }: JobContext): Promise<void> {
  const { import_id: id, check_no: checkNo } = checkPayload.parse(job.payload);
  const place = { org: job.orgId, id, checkNo };
  let check = await findCheck(sql, place);
  if (check?.state === "reading") {
    await bringRows(sql, place, check, signal);
    check = await findCheck(sql, place);
  }
  if (check?.state === "checking") await judgeRows(sql, place, check, signal);
}

async function findCheck(sql: Sql, { org, id, checkNo }: Place): Promise<Check | null> {
  const [row] = await sql<{ found: Check | null }[]>`
    select ops.import_to_check(${org}, ${id}, ${checkNo}) as found`;
  return row?.found ?? null;
}

const ownField = customField.pick({ key: true, name: true, type: true, options: true, is_active: true });

async function ownFields(sql: Sql, { org }: Place): Promise<OwnField[]> {
  const rows = await sql<{ row: unknown }[]>`
    select row from ops.list_custom_fields(${org}, 'customer') as row`;
  return rows.map(({ row }) => ownField.parse(row));
}

async function bringRows(sql: Sql, place: Place, { file }: Check, signal: AbortSignal): Promise<void> {
  const bytes = file && (await readObject(file.bucket, file.path));
  const found = bytes ? readFile(bytes) : "file_gone";
  if (typeof found === "string") return describe(sql, place, { problem: found });
  const { encoding, separator, headings, rows } = found;
  const mapping = withOwnFields(found.mapping, headings, await ownFields(sql, place));
  for (let from = 0; from < rows.length; from += READ_AT_ONCE) {
    signal.throwIfAborted();
    const batch = rows.slice(from, from + READ_AT_ONCE).map(({ number, cells }) => ({ row: number, cells }));
    await sql`select ops.add_import_rows(${place.org}, ${place.id}, ${asText(batch)}::text::jsonb)`;
  }
  await describe(sql, place, { encoding, separator, headings, mapping, row_count: rows.length });
}

async function describe(sql: Sql, { org, id, checkNo }: Place, facts: unknown): Promise<void> {
  await sql`select ops.describe_import(${org}, ${id}, ${checkNo}, ${asText(facts)}::text::jsonb)`;
}

type Judged = ReadRow & {
  row: number;
  outcome: RowOutcome;
  reason: RowReason | null;
  matches_row: number | null;
  customer_id: string | null;
};

async function judgeRows(sql: Sql, place: Place, check: Check, signal: AbortSignal): Promise<void> {
  const { org, id, checkNo } = place;
  const reading = { ...check, areaCode: check.area_code, fields: await ownFields(sql, place) };
  const known = knownRows();
  for (let after = 0; ;) {
    signal.throwIfAborted();
    const rows = await sql<{ row_number: number; cells: string[] }[]>`
      select row_number, cells from ops.import_rows(${org}, ${id}, ${after}, ${READ_AT_ONCE})`;
    const last = rows.at(-1);
    if (!last) break;
    after = last.row_number;
    const judged = await judgeBatch(sql, place, rows, reading, known);
    const [answer] = await sql<{ wanted: boolean }[]>`
      select ops.judge_import_rows(${org}, ${id}, ${checkNo}, ${asText(judged)}::text::jsonb) as wanted`;
    if (!answer?.wanted) return;
  }
  await sql`select ops.end_import_check(${org}, ${id}, ${checkNo})`;
}

async function judgeBatch(
  sql: Sql,
  { org, id }: Place,
  rows: { row_number: number; cells: string[] }[],
  reading: Reading,
  known: KnownRows,
): Promise<Judged[]> {
  const read = rows.map(({ row_number, cells }) => ({ row: row_number, ...readRow(cells, reading) }));
  const right = read.filter(({ error }) => !error);
  const asked = right.map(({ row, customer, property }) => ({ row, customer, property }));
  const matches = await sql<{ row_number: number; customer_id: string; reason: RowReason }[]>`
    select row_number, customer_id, reason from ops.match_import_rows(${org}, ${id}, ${asText(asked)}::text::jsonb)`;
  const stored = new Map(matches.map((match) => [match.row_number, match]));
  return read.map((row) => judge(row, stored.get(row.row), known));
}

/** Customers that are there already come first: their rows are no pattern for later ones. */
function judge(
  read: ReadRow & { row: number },
  stored: { customer_id: string; reason: RowReason } | undefined,
  known: KnownRows,
): Judged {
  const none = { reason: null, matches_row: null, customer_id: null };
  if (read.error) return { ...read, ...none, outcome: "error", reason: read.error };
  if (stored) return { ...read, ...none, outcome: "duplicate", ...stored };
  const earlier = known.add(read.row, read);
  if (!earlier) return { ...read, ...none, outcome: "new" };
  return { ...read, ...none, outcome: "duplicate", reason: earlier.reason, matches_row: earlier.row };
}

/**
 * Writes the rows that were judged new, batch by batch, in the name of whoever started it. A row is marked in the
 * transaction that writes it, so a repetition goes on behind the last batch that was finished.
 */
export async function importCustomers(job: Job, { sql, signal, progress }: JobContext) {
  const { import_id: id, operation_id: operation } = importPayload.parse(job.payload);
  const [start] = await sql<{ done: string | null }[]>`
    select ops.import_progress(${job.orgId}, ${id}, ${operation}) as done`;
  for (let done = Number(start?.done ?? 0); ;) {
    signal.throwIfAborted();
    const dealtWith = await writeBatch(sql, job.orgId, id, operation);
    if (dealtWith === 0) break;
    done += dealtWith;
    await progress(done);
  }
  const [row] = await sql<{ counts: Record<string, number> | null }[]>`
    select ops.finish_import(${job.orgId}, ${id}, ${operation}) as counts`;
  return { import_id: id, ...row?.counts };
}

async function writeBatch(sql: Sql, org: string, id: string, operation: string): Promise<number> {
  try {
    const [row] = await sql<{ dealt_with: number }[]>`
      select ops.write_import(${org}, ${id}, ${operation}, ${WRITTEN_AT_ONCE}) as dealt_with`;
    return row?.dealt_with ?? 0;
  } catch (error) {
    // 42501: whoever started it has lost the right, or left. Another try would not change it.
    const isRefused = error instanceof Error && "code" in error && error.code === "42501";
    throw isRefused ? new JobProblem("forbidden", error.message) : error;
  }
}

/** By the clock: the rows of old imports go. */
export async function sweepImports(sql: Sql): Promise<void> {
  await sql`select ops.sweep_imports()`;
}
