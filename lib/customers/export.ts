import "server-only";
import { z } from "zod";
import { choiceLabel } from "@/lib/custom-fields/rules";
import { customField } from "@/lib/custom-fields/schema";
import { BYTE_ORDER_MARK, csvLine } from "@/lib/worker/csv";
import { createExportFile } from "@/lib/worker/export-file";
import type { Sql } from "@/lib/worker/database";
import type { Job, JobContext, JobResult } from "@/lib/worker/job";
import { JobProblem } from "@/lib/worker/retry";

/** Customers read at a time: a statement of some milliseconds. */
const PAGE = 1_000;

const payload = z.object({ operation_id: z.guid() });

const place = z.object({
  line1: z.string(),
  line2: z.string().nullable(),
  postcode: z.string().nullable(),
  city: z.string(),
  region: z.string().nullable(),
  country: z.string(),
  lat: z.number().nullable(),
  lng: z.number().nullable(),
});

const exported = z.object({
  id: z.guid(),
  sort_name: z.string(),
  company_name: z.string().nullable(),
  first_name: z.string().nullable(),
  last_name: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  status: z.string(),
  source: z.string().nullable(),
  notes: z.string().nullable(),
  place: place.nullable(),
  custom_fields: z.record(z.string(), z.unknown()),
});
type Exported = z.infer<typeof exported>;

/** English whatever the reader's language: the import knows each of them, and so do other programs. */
type Cell = string | number | null | undefined;
type Column = [heading: string, cell: (row: Exported) => Cell];
const CELLS: Column[] = [
  ["Company", (row) => row.company_name],
  ["First name", (row) => row.first_name],
  ["Last name", (row) => row.last_name],
  ["E-mail", (row) => row.email],
  ["Phone", (row) => row.phone],
  ["Street", (row) => row.place?.line1],
  ["Address 2", (row) => row.place?.line2],
  ["Postcode", (row) => row.place?.postcode],
  ["City", (row) => row.place?.city],
  ["State", (row) => row.place?.region],
  ["Country", (row) => row.place?.country],
  ["Latitude", (row) => row.place?.lat],
  ["Longitude", (row) => row.place?.lng],
  ["Status", (row) => row.status],
  ["Source", (row) => row.source],
  ["Notes", (row) => row.notes],
];

const exportedField = customField.pick({ key: true, name: true, type: true, options: true });
type ExportedField = z.infer<typeof exportedField>;

/** Labels as people read them; of several choices one line: "Boiler; Pump". */
function ownCell(field: ExportedField, value: unknown): Cell {
  if (Array.isArray(value)) return value.map((key) => choiceLabel(field, String(key))).join("; ");
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "number") return value;
  if (typeof value !== "string") return null;
  return field.type === "choice" ? choiceLabel(field, value) : value;
}

/** The company's own fields, behind the columns every list has. */
async function ownColumns(sql: Sql, orgId: string): Promise<Column[]> {
  const rows = await sql<{ row: unknown }[]>`
    select row from ops.list_custom_fields(${orgId}, 'customer') as row`;
  return rows.map(({ row }) => {
    const field = exportedField.parse(row);
    return [field.name, ({ custom_fields }) => ownCell(field, custom_fields[field.key])];
  });
}

async function* pagesOf(sql: Sql, orgId: string, operationId: string): AsyncGenerator<Exported[]> {
  for (let after: { sort_name: string; id: string } | null = null; ;) {
    const key: string | null = after && JSON.stringify(after);
    const found: { row: unknown }[] = await sql<{ row: unknown }[]>`
      select row from ops.export_customers(${orgId}, ${operationId}, ${key}::text::jsonb, ${PAGE}) as row`;
    const rows = found.map(({ row }) => exported.parse(row));
    const last = rows.at(-1);
    if (!last) return;
    yield rows;
    after = { sort_name: last.sort_name, id: last.id };
  }
}

/** Writes the customers that the operation's filters name, by name, each with the first place. */
export async function exportCustomers(job: Job, { sql, signal, progress }: JobContext): Promise<JobResult> {
  const { operation_id: operationId } = payload.parse(job.payload);
  const name = `customers-${new Date().toISOString().slice(0, 10)}.csv`;
  const file = await createExportFile({ orgId: job.orgId, operationId, name, mime: "text/csv" });
  try {
    let count = 0;
    const columns = [...CELLS, ...(await ownColumns(sql, job.orgId))];
    await file.write(BYTE_ORDER_MARK + csvLine(columns.map(([heading]) => heading)));
    for await (const rows of pagesOf(sql, job.orgId, operationId)) {
      await file.write(rows.map((row) => csvLine(columns.map(([, cell]) => cell(row)))).join(""));
      count += rows.length;
      await progress(count);
    }
    signal.throwIfAborted();
    return { rows: count, file: (await file.keep()).file };
  } catch (error) {
    // 42501: whoever asked has lost the right, or left. Another try would not change it.
    const isRefused = error instanceof Error && "code" in error && error.code === "42501";
    throw isRefused ? new JobProblem("forbidden", error.message) : error;
  } finally {
    await file.discard();
  }
}
