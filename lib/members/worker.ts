import "server-only";
import { z } from "zod";
import { appUrl } from "@/lib/env";
import { renderAccountMail } from "@/lib/members/mail";
import type { AccountMail } from "@/lib/members/mail";
import { postOf } from "@/lib/worker/company-post";
import type { Job, JobContext } from "@/lib/worker/job";
import { sendJobMail } from "@/lib/worker/mail";

const payload = z.object({ user_id: z.uuid(), event: z.enum(["role_changed", "member_removed"]) });

/** Tells a person that his role changed or his access ended. Who has no account any more is told nothing. */
export async function sendAccountMail(job: Job, { sql }: JobContext): Promise<void> {
  const { user_id: userId, event } = payload.parse(job.payload);
  const [row] = await sql<{ mail: AccountMail | null }[]>`
    select ops.account_mail(${job.orgId}, ${userId}) as mail`;
  if (!row?.mail) return;
  const mail = {
    to: row.mail.email,
    kind: event,
    messageId: job.id,
    ...renderAccountMail(row.mail, event, appUrl()),
  };
  await sendJobMail(mail, (await postOf(sql, job.orgId)).send);
}
