import "server-only";
import { MailError } from "@/lib/mail/mail-error";
import { sendMail } from "@/lib/mail/send";
import { PermanentFailure } from "@/lib/worker/retry";

/** Sends the mail that is all of a job. What no further try can mend gives the job up. */
export async function sendJobMail(mail: Parameters<typeof sendMail>[0]): Promise<void> {
  try {
    await sendMail(mail);
  } catch (error) {
    if (error instanceof MailError && error.isPermanent) {
      throw new PermanentFailure(error.message, { cause: error });
    }
    throw error;
  }
}
