import "server-only";
import { MailError } from "@/lib/mail/mail-error";
import { sendMail, type Mail } from "@/lib/mail/send";
import { PermanentFailure } from "@/lib/worker/retry";

/**
 * Sends the mail that is all of a job, by the installation's server unless `send` says another way. What no further
 * try can mend gives the job up.
 */
export async function sendJobMail(mail: Mail, send: (mail: Mail) => Promise<void> = sendMail): Promise<void> {
  try {
    await send(mail);
  } catch (error) {
    if (error instanceof MailError && error.isPermanent) {
      throw new PermanentFailure(error.message, { cause: error });
    }
    throw error;
  }
}
