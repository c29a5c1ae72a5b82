import "server-only";
import { z } from "zod";
import { BYTE_ORDER_MARK, csvLine } from "@/lib/worker/csv";
import { createExportFile } from "@/lib/worker/export-file";
import { ArchiveTooLarge, createZip } from "@/lib/worker/zip";
import type { Sql } from "@/lib/worker/database";
import type { Job, JobContext, JobResult } from "@/lib/worker/job";
import { readObject } from "@/lib/worker/objects";
import { JobProblem } from "@/lib/worker/retry";
import { entryName } from "./entry-name";

/** Rows read at a time: a statement of some milliseconds. */
const PAGE = 1_000;

const payload = z.object({ operation_id: z.uuid() });
type Row = Record<string, unknown>;
type Table = { relation: string; columns: string[] };
type Stored = { id: string; name: string; bucket: string; path: string };

async function* rowsOf(sql: Sql, orgId: string, relation: string): AsyncGenerator<Row[]> {
  for (let after: Row | null = null; ;) {
    const key: string | null = after && JSON.stringify(after);
    const rows: { line: Row }[] = await sql<{ line: Row }[]>`
      select line from ops.organization_rows(${orgId}, ${relation}, ${key}::text::jsonb, ${PAGE}) as line`;
    if (rows.length === 0) return;
    yield rows.map(({ line }) => line);
    after = rows.at(-1)?.line ?? null;
  }
}

const cellOf = (value: unknown): string | number | boolean | null =>
  value === null || value === undefined
    ? null
    : typeof value === "object"
      ? JSON.stringify(value)
      : (value as string | number | boolean);

async function* csvOf(columns: string[], pages: AsyncIterable<Row[]>): AsyncGenerator<Uint8Array> {
  yield Buffer.from(BYTE_ORDER_MARK + csvLine(columns));
  for await (const rows of pages) {
    yield Buffer.from(rows.map((row) => csvLine(columns.map((column) => cellOf(row[column])))).join(""));
  }
}

async function* ndjsonOf(pages: AsyncIterable<Row[]>): AsyncGenerator<Uint8Array> {
  for await (const rows of pages) yield Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
}

async function* filesOf(sql: Sql, orgId: string): AsyncGenerator<Stored> {
  for (let after: string | null = null; ;) {
    const page: Stored[] = await sql<Stored[]>`
      select id, name, bucket, path from ops.organization_files(${orgId}, ${after}, 100)`;
    yield* page;
    after = page.at(-1)?.id ?? null;
    if (!after) return;
  }
}

type Parts = { sql: Sql; orgId: string; zip: ReturnType<typeof createZip>; progress: JobContext["progress"] };

async function addTables({ sql, orgId, zip, progress }: Parts): Promise<number> {
  let count = 0;
  const tables = await sql<Table[]>`select relation, columns from ops.organization_tables()`;
  for (const { relation, columns } of tables) {
    const counted = async function* () {
      for await (const rows of rowsOf(sql, orgId, relation)) {
        count += rows.length;
        await progress(count);
        yield rows;
      }
    };
    await zip.add(`json/${relation}.ndjson`, ndjsonOf(counted()));
    await zip.add(`csv/${relation}.csv`, csvOf(columns, rowsOf(sql, orgId, relation)));
  }
  return count;
}

async function addFiles({ sql, orgId, zip, progress }: Parts, rows: number): Promise<number> {
  let count = 0;
  for await (const file of filesOf(sql, orgId)) {
    const bytes = await readObject(file.bucket, file.path);
    // Lost bytes are the sweep's to say; the row stands in the tables.
    if (bytes) {
      await zip.add(
        entryName(file),
        (async function* () {
          yield bytes;
        })(),
      );
    }
    count += 1;
    await progress(rows + count);
  }
  return count;
}

/** Everything of a company as one archive: each table as CSV and as NDJSON, each file under its name. */
export async function exportOrganization(job: Job, context: JobContext): Promise<JobResult> {
  const { operation_id: operationId } = payload.parse(job.payload);
  const { sql, signal, progress } = context;
  const name = `company-${new Date().toISOString().slice(0, 10)}.zip`;
  const file = await createExportFile({ orgId: job.orgId, operationId, name, mime: "application/zip" });
  try {
    const zip = createZip((part) => file.write(part));
    const parts = { sql, orgId: job.orgId, zip, progress };
    const rows = await addTables(parts);
    const files = await addFiles(parts, rows);
    await zip.end();
    signal.throwIfAborted();
    const kept = await file.keep();
    return { rows, files, sha256: kept.sha256, file: kept.file };
  } catch (error) {
    if (error instanceof ArchiveTooLarge) throw new JobProblem("too_large", error.message);
    throw error;
  } finally {
    await file.discard();
  }
}
