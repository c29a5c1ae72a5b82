import "server-only";
import { z } from "zod";
import { appUrl } from "@/lib/env";
import { MailError } from "@/lib/mail/mail-error";
import { dueMessage, signedReport } from "@/lib/notifications/facts";
import { renderMessage } from "@/lib/notifications/render";
import { postOf } from "@/lib/worker/company-post";
import { readObject } from "@/lib/worker/objects";
import type { Sql } from "@/lib/worker/database";
import type { Job, JobContext } from "@/lib/worker/job";
import { PermanentFailure } from "@/lib/worker/retry";

const payload = z.object({ notification_id: z.guid() });

/**
 * Sends one message. What it says was decided in a transaction of its own, with the link it carries: a mail never
 * leaves before its link works. A worker that dies between sending and its record sends the same Message-ID again.
 */
export async function sendNotification(job: Job, { sql }: JobContext): Promise<void> {
  const { notification_id: id } = payload.parse(job.payload);
  const post = await postOf(sql, job.orgId);
  const [row] = await sql<{ due: unknown }[]>`
    select ops.notification_mail(${job.orgId}, ${id}, ${post.domain}) as due`;
  if (!row?.due) return;
  const due = dueMessage.parse(row.due);
  const link = due.token && `${appUrl()}/p/${due.token}`;
  const report = due.event === "report.signed" ? await findReport(sql, job.orgId, id) : null;
  const mail = renderMessage(due, due, {
    link,
    oldPlan: due.old_plan,
    minutes: due.minutes,
    signer: report?.signer,
  });
  const note = (error: string | null, isPermanent: boolean) =>
    sql`select ops.notification_sent(${job.orgId}, ${id}, ${mail.subject}, ${error}, ${isPermanent})`;
  try {
    if (due.event === "report.signed" && !report?.file)
      throw new MailError("The report with the signature never came, or is too large for a mail.", true);
    await post.send({
      to: due.to,
      kind: due.event,
      messageId: due.message_id,
      sender: { name: due.sender.name, replyTo: due.sender.email },
      ...mail,
      ...(report?.file && { attachments: [report.file] }),
    });
  } catch (error) {
    if (!(error instanceof MailError)) throw error;
    // The last try decides as a refusal does: somebody waits on a page for the end of it.
    await note(error.message, error.isPermanent || job.attempts >= job.maxAttempts);
    throw error.isPermanent ? new PermanentFailure(error.message, { cause: error }) : error;
  }
  await note(null, false);
}

/** What mail servers take as a rule is 25 MB, and on its way a file grows by a third. */
const MOST_BYTES = 18 * 1024 * 1024;

async function findReport(sql: Sql, orgId: Job["orgId"], id: string) {
  const [row] = await sql<{ report: unknown }[]>`select ops.signed_report(${orgId}, ${id}) as report`;
  if (!row?.report) return null;
  const { signer, name, path, size_bytes: size } = signedReport.parse(row.report);
  const content = size > MOST_BYTES ? null : await readObject("files", path);
  return { signer, file: content && { name, mime: "application/pdf", content } };
}

/** What the clock brings: the day before, and being late where an organization wants that told. */
export async function remindVisits(sql: Sql): Promise<void> {
  await sql`select ops.remind_visits()`;
}

export async function sweepMessages(sql: Sql): Promise<void> {
  await sql`select ops.sweep_messages()`;
}
