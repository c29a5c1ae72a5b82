import "server-only";
import { z } from "zod";
import { appUrl } from "@/lib/env";
import { MailError } from "@/lib/mail/mail-error";
import { sendMail } from "@/lib/mail/send";
import { renderAccountMail } from "@/lib/members/mail";
import type { AccountMail } from "@/lib/members/mail";
import type { Job, JobContext } from "@/lib/worker/job";
import { PermanentFailure } from "@/lib/worker/retry";

const payload = z.object({ user_id: z.uuid(), event: z.enum(["role_changed", "member_removed"]) });

/** Tells a person that his role changed or his access ended. Who has no account any more is told nothing. */
export async function sendAccountMail(job: Job, { sql }: JobContext): Promise<void> {
  const { user_id: userId, event } = payload.parse(job.payload);
  const [row] = await sql<{ mail: AccountMail | null }[]>`
    select ops.account_mail(${job.orgId}, ${userId}) as mail`;
  if (!row?.mail) return;
  try {
    await sendMail({
      to: row.mail.email,
      kind: event,
      messageId: job.id,
      ...renderAccountMail(row.mail, event, appUrl()),
    });
  } catch (error) {
    if (error instanceof MailError && error.isPermanent) {
      throw new PermanentFailure(error.message, { cause: error });
    }
    throw error;
  }
}
