import "server-only";
import { createTransport } from "nodemailer";
import { isEmbedded, mailFrom, secretKey, smtpUrl, supabaseUrl } from "@/lib/env";
import { MailError } from "./mail-error";

export type Mail = {
  /** One address. */
  to: string;
  subject: string;
  text: string;
  /** Built from escaped values, e.g. by `layoutMail`. */
  html: string;
  /** Unique per sending and the same for its repetitions, so that a mailbox can tell a repetition. */
  messageId: string;
  /** What it is about, e.g. "invitation". */
  kind: string;
  /** The company it is sent for: its name beside our address, and where an answer goes. */
  sender?: { name: string; replyTo: string | null };
  attachments?: readonly Attachment[];
};

export type Attachment = { name: string; mime: string; content: Buffer };

const TIMEOUT_MS = 10_000;
export const TIMEOUTS = {
  connectionTimeout: TIMEOUT_MS,
  greetingTimeout: TIMEOUT_MS,
  socketTimeout: TIMEOUT_MS,
};

/**
 * Sends by SMTP_URL where that is set, else into the mailbox of the embedded stack. Throws a MailError that says
 * whether trying again can help.
 */
export async function sendMail(mail: Mail): Promise<void> {
  requireOneAddress(mail);
  const url = smtpUrl();
  if (url) return sendBySmtp(url, mail);
  if (isEmbedded()) return keep(mail);
  throw new MailError("No mail can be sent: SMTP_URL is not set.", false);
}

/** A list of addresses in this one field would send a person's link to strangers. */
export function requireOneAddress({ to }: Mail): void {
  if (!/^[^\s@,;<>]+@[^\s@,;<>]+$/.test(to)) throw new MailError("The address is no e-mail address.", true);
}

/** All but who it is from; a Message-ID that names no place gets `domain`. */
export function messageOf(mail: Mail, domain: string) {
  return {
    to: { name: "", address: mail.to },
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    attachments: mail.attachments?.map(({ name, mime, content }) => ({
      filename: name,
      contentType: mime,
      content,
    })),
    messageId: `<${mail.messageId.includes("@") ? mail.messageId : `${mail.messageId}@${domain}`}>`,
    // So that absence notes are not sent back.
    headers: { "Auto-Submitted": "auto-generated" },
  };
}

/** Of the addresses we send from; behind the @ of each Message-ID. */
export function mailDomain(): string {
  return /@([^\s>]+)/.exec(mailFrom())?.[1] ?? "localhost";
}

/** Mail for a company leaves from our own address, which is the one that receivers can verify. */
function senderOf({ sender }: Mail): { from: string | { name: string; address: string }; replyTo?: string } {
  const from = mailFrom();
  if (!sender) return { from };
  const address = /<([^>]+)>/.exec(from)?.[1] ?? from;
  return { from: { name: sender.name, address }, replyTo: sender.replyTo ?? undefined };
}

async function sendBySmtp(url: string, mail: Mail): Promise<void> {
  // A connection per mail: few are sent, and an idle one would keep a stopping process alive.
  const transport = createTransport({ url, ...TIMEOUTS });
  try {
    await transport.sendMail({ ...senderOf(mail), ...messageOf(mail, mailDomain()) });
  } catch (error) {
    throw new MailError("The mail server did not take the mail.", isPermanent(error), { cause: error });
  } finally {
    transport.close();
  }
}

/**
 * A 5xx answer to recipient or content stays what it is (RFC 5321 §4.2.1). A refused login is 5xx too, but that is
 * the operator's to mend, and the mail should leave then.
 */
function isPermanent(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, responseCode } = error as Error & { code?: unknown; responseCode?: unknown };
  if (code === "EAUTH" || code === "EOAUTH2") return false;
  return typeof responseCode === "number" && responseCode >= 500 && responseCode < 600;
}

/** The mailbox shows what a mail program would. */
function headersOf({ name, replyTo }: NonNullable<Mail["sender"]>): Record<string, string> {
  return { From: name, ...(replyTo && { "Reply-To": replyTo }) };
}

async function keep({ messageId, sender, attachments, ...mail }: Mail): Promise<void> {
  let status: number;
  // Their names and sizes: the files themselves lie in Storage on the same machine.
  const named = attachments?.map(({ name, content }) => ({ name, size_bytes: content.length }));
  try {
    const answer = await fetch(`${supabaseUrl()}/_mail`, {
      method: "POST",
      headers: { "content-type": "application/json", apikey: secretKey() },
      body: JSON.stringify({
        id: messageId,
        ...mail,
        ...(named && { attachments: named }),
        ...(sender && { headers: headersOf(sender) }),
      }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await answer.body?.cancel();
    status = answer.status;
  } catch (error) {
    throw new MailError("The mailbox of the embedded stack is not reachable.", false, { cause: error });
  }
  if (status < 300) return;
  throw new MailError(`The mailbox of the embedded stack answered ${status}.`, status === 400);
}
