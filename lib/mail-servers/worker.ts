import "server-only";
import { z } from "zod";
import { appUrl } from "@/lib/env";
import { sendByServer } from "@/lib/mail/company-server";
import { MailError } from "@/lib/mail/mail-error";
import { renderAlertMail, renderTestMail } from "@/lib/mail-servers/mail";
import type { AlertMail, TestMail } from "@/lib/mail-servers/mail";
import { findServer, openServer } from "@/lib/worker/company-post";
import type { Sql } from "@/lib/worker/database";
import type { Job, JobContext } from "@/lib/worker/job";
import { sendJobMail } from "@/lib/worker/mail";

const testPayload = z.object({ test_id: z.guid() });
const alertPayload = z.object({ user_id: z.guid() });

/** One try, because somebody waits for its end: what came of it is an answer and no failure of the job. */
export async function testMailServer(job: Job, { sql }: JobContext): Promise<void> {
  const { test_id: testId } = testPayload.parse(job.payload);
  const [row] = await sql<{ test: TestMail | null }[]>`
    select ops.mail_server_test(${job.orgId}, ${testId}) as test`;
  if (!row?.test) return;
  const end = await tryServer(sql, job, row.test);
  await sql`select ops.mail_server_tested(${job.orgId}, ${testId}, ${end.problem}, ${end.reply})`;
}

async function tryServer(sql: Sql, job: Job, test: TestMail) {
  const stored = await findServer(sql, job.orgId);
  // Saved anew or removed since: a mail by the next server would say nothing of the one that was asked about.
  if (stored?.revision !== test.revision) return { problem: "replaced", reply: null };
  try {
    await sendByServer(await openServer(sql, job.orgId, stored), {
      to: test.email,
      kind: "mail_server_test",
      messageId: job.id,
      ...renderTestMail(test, appUrl()),
    });
  } catch (error) {
    if (!(error instanceof MailError)) throw error;
    return { problem: error.problem ?? "other", reply: error.reply };
  }
  await sql`select ops.mail_server_used(${job.orgId}, ${stored.revision}, null)`;
  return { problem: null, reply: null };
}

/** By the installation's own way: the company's is what fails. */
export async function sendMailServerAlert(job: Job, { sql }: JobContext): Promise<void> {
  const { user_id: userId } = alertPayload.parse(job.payload);
  const [row] = await sql<{ mail: AlertMail | null }[]>`
    select ops.mail_server_alert(${job.orgId}, ${userId}) as mail`;
  if (!row?.mail) return;
  await sendJobMail({
    to: row.mail.email,
    kind: "mail_server_alert",
    messageId: job.id,
    ...renderAlertMail(row.mail, appUrl()),
  });
}
