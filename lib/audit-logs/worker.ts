import "server-only";
import { appendFile, mkdir } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { auditLog } from "@/lib/audit-logs/schema";
import type { AuditLog } from "@/lib/audit-logs/schema";
import { renderHeadMail } from "@/lib/audit-logs/mail";
import type { HeadMail } from "@/lib/audit-logs/mail";
import { proveOrganization } from "@/lib/audit-logs/proof";
import { appUrl, sealsFolder } from "@/lib/env";
import { log } from "@/lib/log";
import { BYTE_ORDER_MARK, csvLine } from "@/lib/worker/csv";
import type { Sql } from "@/lib/worker/database";
import { createExportFile } from "@/lib/worker/export-file";
import type { Job, JobContext, JobResult } from "@/lib/worker/job";
import { sendJobMail } from "@/lib/worker/mail";

/** Lines sealed in one transaction: a second of work. */
const SEAL_BATCH = 20_000;

type Head = { org_id: string; seq: number; hash: string; sealed_at: string };
type Sealed = { lines: number; heads: Head[]; is_behind: boolean };

/** Seals what was written since, and keeps the new heads beside the database: who owns that has no hand in the file. */
export async function sealAuditLogs(sql: Sql): Promise<void> {
  for (let isBehind = true; isBehind;) {
    const [row] = await sql<{ sealed: Sealed }[]>`select ops.seal_audit_logs(${SEAL_BATCH}) as sealed`;
    await keepHeads(row?.sealed.heads ?? []);
    isBehind = row?.sealed.is_behind ?? false;
  }
}

async function keepHeads(heads: readonly Head[]): Promise<void> {
  const [first] = heads;
  if (!first) return;
  const folder = sealsFolder();
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const lines = heads.map((head) => `${JSON.stringify(head)}\n`).join("");
  await appendFile(path.join(folder, `${first.sealed_at.slice(0, 7)}.ndjson`), lines, { mode: 0o600 });
}

/** Once a day: what an organization's people can ask for at any time. */
export async function verifyAuditLogs(sql: Sql): Promise<void> {
  await sql`select ops.enqueue_audit_verifications()`;
}

export async function publishAuditHeads(sql: Sql): Promise<void> {
  await sql`select ops.publish_audit_heads()`;
}

/** Proves an organization's audit log and keeps what was found for its page. */
export async function proveAuditLog(job: Job, { sql, signal }: JobContext): Promise<void> {
  const proof = await proveOrganization(sql, job.orgId, signal);
  if (proof.findings.length > 0)
    log.error("audit_log_broken", { org_id: job.orgId, findings: proof.findings.length });
  await sql`select ops.audit_verified(${job.orgId}, ${sql.json(proof)})`;
}

const payload = z.object({ seq: z.int(), user_id: z.uuid() });

/** The head of the day to an owner: kept in a mailbox, it is what nobody can write anew. */
export async function sendHeadMail(job: Job, { sql }: JobContext): Promise<void> {
  const { seq, user_id: userId } = payload.parse(job.payload);
  const [row] = await sql<{ mail: HeadMail | null }[]>`
    select ops.audit_head_mail(${job.orgId}, ${seq}, ${userId}) as mail`;
  if (!row?.mail) return;
  await sendJobMail({
    to: row.mail.email,
    kind: "audit_head",
    messageId: job.id,
    ...renderHeadMail(row.mail, appUrl()),
  });
}

/** Lines read at a time: a statement of some milliseconds. */
const EXPORT_PAGE = 2_000;

const exportPayload = z.object({ operation_id: z.uuid(), format: z.enum(["ndjson", "csv"]) });
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
      select line from ops.audit_export_lines(${orgId}, ${operationId}, ${key}::text::jsonb, ${EXPORT_PAGE}) as line`;
    const lines = rows.map((row) => auditLog.parse(row.line));
    const last = lines.at(-1);
    if (!last) return;
    yield lines;
    after = { at: last.at, id: last.id };
  }
}

/** Writes the lines that the operation's filters name, newest first, and keeps the sum of the file. */
export async function exportAuditLogs(job: Job, { sql, signal, progress }: JobContext): Promise<JobResult> {
  const { operation_id: operationId, format } = exportPayload.parse(job.payload);
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
