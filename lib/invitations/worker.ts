import "server-only";
import { z } from "zod";
import { appUrl } from "@/lib/env";
import { renderInvitation } from "@/lib/invitations/mail";
import type { InvitationMail } from "@/lib/invitations/mail";
import { MailError } from "@/lib/mail/mail-error";
import { postOf } from "@/lib/worker/company-post";
import type { Job, JobContext } from "@/lib/worker/job";
import { PermanentFailure } from "@/lib/worker/retry";

const payload = z.object({ invitation_id: z.uuid() });

/**
 * Sends the mail of an invitation. A worker that dies between sending and its record sends again, with a new link;
 * the last three links are valid, so neither mail is a dead end. An invitation that was accepted or taken back
 * meanwhile is sent to nobody.
 */
export async function sendInvitation(job: Job, { sql }: JobContext): Promise<void> {
  const { invitation_id: invitationId } = payload.parse(job.payload);
  const [row] = await sql<{ mail: InvitationMail | null }[]>`
    select ops.invitation_mail(${job.orgId}, ${invitationId}) as mail`;
  if (!row?.mail) return;
  const note = (error: string | null) =>
    sql`select ops.invitation_sent(${job.orgId}, ${invitationId}, ${error})`;
  try {
    const post = await postOf(sql, job.orgId);
    await post.send({
      to: row.mail.email,
      kind: "invitation",
      messageId: job.id,
      ...renderInvitation(row.mail, appUrl()),
    });
  } catch (error) {
    if (!(error instanceof MailError)) throw error;
    // Members see it at the invitation, also while further tries are to come.
    await note(error.message);
    throw error.isPermanent ? new PermanentFailure(error.message, { cause: error }) : error;
  }
  await note(null);
}
