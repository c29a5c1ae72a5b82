import "server-only";
import { z } from "zod";
import { auditLog, type AuditLog } from "@/lib/audit-logs/schema";
import { BYTE_ORDER_MARK, csvLine } from "@/lib/exports/csv";
import { createExportFile } from "@/lib/exports/file";
import type { Sql } from "@/lib/worker/database";
import type { Job, JobContext, JobResult } from "@/lib/worker/job";

/** Lines read at a time: a statement of some milliseconds. */
const PAGE = 2_000;

const payload = z.object({ operation_id: z.uuid(), format: z.enum(["ndjson", "csv"]) });
const MIME = { ndjson: "application/x-ndjson", csv: "text/csv" };

const COLUMNS = [
  "at",
  "actor_kind",
  "actor_id",
  "actor_name",
  "action",
  "entity",
  "entity_id",
  "title",
  "changed",
  "old",
  "new",
  "ip",
  "user_agent",
  "method",
  "path",
  "correlation_id",
  "severity",
  "pii_accessed",
  "id",
] as const;

const json = (value: unknown) => (value === null ? null : JSON.stringify(value));

function cellsOf(line: AuditLog): Record<(typeof COLUMNS)[number], string | boolean | null> {
  return {
    ...line,
    actor_kind: line.actor.kind,
    actor_id: line.actor.id,
    actor_name: line.actor.name,
    changed: line.changed.join(" "),
    old: json(line.old),
    new: json(line.new),
  };
}

function csvOf(line: AuditLog): string {
  const cells = cellsOf(line);
  return csvLine(COLUMNS.map((column) => cells[column]));
}

async function* linesOf(sql: Sql, orgId: string, operationId: string): AsyncGenerator<AuditLog[]> {
  for (let after: { at: string; id: string } | null = null; ;) {
    const key: string | null = after && JSON.stringify(after);
    const rows: { line: unknown }[] = await sql<{ line: unknown }[]>`
      select line from ops.audit_export_lines(${orgId}, ${operationId}, ${key}::text::jsonb, ${PAGE}) as line`;
    const lines = rows.map((row) => auditLog.parse(row.line));
    const last = lines.at(-1);
    if (!last) return;
    yield lines;
    after = { at: last.at, id: last.id };
  }
}

/** Writes the lines that the operation's filters name, newest first, and keeps the sum of the file. */
export async function exportAuditLogs(job: Job, { sql, signal, progress }: JobContext): Promise<JobResult> {
  const { operation_id: operationId, format } = payload.parse(job.payload);
  const name = `audit-log-${new Date().toISOString().slice(0, 10)}.${format}`;
  const file = await createExportFile({ orgId: job.orgId, operationId, name, mime: MIME[format] });
  try {
    let count = 0;
    if (format === "csv") await file.write(BYTE_ORDER_MARK + csvLine(COLUMNS));
    for await (const lines of linesOf(sql, job.orgId, operationId)) {
      const texts = lines.map((line) => (format === "csv" ? csvOf(line) : `${JSON.stringify(line)}\n`));
      await file.write(texts.join(""));
      count += lines.length;
      await progress(count);
    }
    signal.throwIfAborted();
    const kept = await file.keep();
    await sql`select ops.audit_exported(${job.orgId}, ${operationId}, ${count}, ${kept.bytes}, ${kept.sha256})`;
    return { rows: count, sha256: kept.sha256, file: kept.file };
  } finally {
    await file.discard();
  }
}
