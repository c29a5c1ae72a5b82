import "server-only";
import { appendFile, mkdir } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { renderHeadMail } from "@/lib/audit-logs/mail";
import type { HeadMail } from "@/lib/audit-logs/mail";
import { proveOrganization } from "@/lib/audit-logs/proof";
import { appUrl, sealsFolder } from "@/lib/env";
import { log } from "@/lib/log";
import type { Sql } from "@/lib/worker/database";
import type { Job, JobContext } from "@/lib/worker/job";
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
