import type { MailProblem } from "@/lib/mail-servers/schema";

type Extras = ErrorOptions & { problem?: MailProblem; reply?: number | null };

/** `isPermanent`: the same mail will never arrive (unknown recipient, refused content); otherwise try again later. */
export class MailError extends Error {
  override name = "MailError";
  readonly isPermanent: boolean;
  /** Of a company's own server: what was in the way, as a word that pages translate. */
  readonly problem: MailProblem | null;
  /** The number the server answered with (RFC 5321 §4.2), where it answered. */
  readonly reply: number | null;

  constructor(message: string, isPermanent: boolean, { problem, reply, ...options }: Extras = {}) {
    super(message, options);
    this.isPermanent = isPermanent;
    this.problem = problem ?? null;
    this.reply = reply ?? null;
  }
}
