import "server-only";
import { z } from "zod";
import { appUrl } from "@/lib/env";
import { MailError } from "@/lib/mail/mail-error";
import { mailDomain, sendMail } from "@/lib/mail/send";
import { dueMessage } from "@/lib/notifications/facts";
import { renderMessage } from "@/lib/notifications/render";
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
  const [row] = await sql<{ due: unknown }[]>`
    select ops.notification_mail(${job.orgId}, ${id}, ${mailDomain()}) as due`;
  if (!row?.due) return;
  const due = dueMessage.parse(row.due);
  const link = due.token && `${appUrl()}/p/${due.token}`;
  const mail = renderMessage(due, due, { link, oldPlan: due.old_plan, minutes: due.minutes });
  const note = (error: string | null, isPermanent: boolean) =>
    sql`select ops.notification_sent(${job.orgId}, ${id}, ${mail.subject}, ${error}, ${isPermanent})`;
  try {
    await sendMail({
      to: due.to,
      kind: due.event,
      messageId: due.message_id,
      sender: { name: due.sender.name, replyTo: due.sender.email },
      ...mail,
    });
  } catch (error) {
    if (!(error instanceof MailError)) throw error;
    // The last try decides as a refusal does: somebody waits on a page for the end of it.
    await note(error.message, error.isPermanent || job.attempts >= job.maxAttempts);
    throw error.isPermanent ? new PermanentFailure(error.message, { cause: error }) : error;
  }
  await note(null, false);
}

/** What the clock brings: the day before, and being late where an organization wants that told. */
export async function remindVisits(sql: Sql): Promise<void> {
  await sql`select ops.remind_visits()`;
}

export async function sweepMessages(sql: Sql): Promise<void> {
  await sql`select ops.sweep_messages()`;
}
