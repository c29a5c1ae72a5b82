import { randomUUID } from "node:crypto";
import { log } from "@/lib/log";
import type { AuthContext, Call } from "./context";
import type { Transaction } from "./database";
import { AuthError, tooMany } from "./errors";
import type { Challenge } from "./flow-state";
import { newCode, saveToken } from "./one-time-tokens";
import type { OneTimeCode, TokenType } from "./one-time-tokens";
import { redirectTarget } from "./redirects";
import { renderTemplate } from "./templates";
import type { TemplateName } from "./templates";
import type { UserRow } from "./users";

type SentColumn = "confirmation_sent_at" | "recovery_sent_at" | "email_change_sent_at";

type Kind = { template: TemplateName; token: TokenType; sentAt: SentColumn };

const KINDS = {
  signup: { template: "confirmation", token: "confirmation_token", sentAt: "confirmation_sent_at" },
  invite: { template: "invite", token: "confirmation_token", sentAt: "confirmation_sent_at" },
  recovery: { template: "recovery", token: "recovery_token", sentAt: "recovery_sent_at" },
  // A link to sign in is a recovery with another text: both share one token and one interval.
  magiclink: { template: "magic_link", token: "recovery_token", sentAt: "recovery_sent_at" },
} satisfies Record<string, Kind>;

export type MailKind = keyof typeof KINDS;

const HOUR_S = 3600;

/**
 * Makes a code, stores its hash and sends it. The mail leaves before the transaction ends: if it cannot be sent,
 * nothing happened and the person may try again at once.
 */
export async function mailCode(
  context: AuthContext,
  transaction: Transaction,
  call: Call,
  mail: { kind: MailKind; user: UserRow; challenge?: Challenge | null; isUnlimited?: boolean },
): Promise<void> {
  const { user } = mail;
  const kind = KINDS[mail.kind];
  const email = user.email ?? "";
  if (!mail.isUnlimited) checkInterval(context, user[kind.sentAt]);
  const code = newCode(context, email, Boolean(mail.challenge));
  await saveToken(transaction, { userId: user.id, type: kind.token, hash: code.hash, email });
  await transaction`
    update auth.users set ${transaction(kind.sentAt)} = now(), updated_at = now() where id = ${user.id}`;
  await send(context, call, {
    template: kind.template,
    kind: mail.kind,
    to: email,
    code,
    user,
    newEmail: "",
  });
}

/** To the new address and, where both must agree, to the present one; each mail has its own code. */
export async function mailEmailChange(
  context: AuthContext,
  transaction: Transaction,
  call: Call,
  change: { user: UserRow; newEmail: string; challenge: Challenge | null },
): Promise<void> {
  const { user, newEmail } = change;
  checkInterval(context, user.email_change_sent_at);
  const present = context.config.isEmailChangeConfirmedTwice ? user.email : null;
  const letters: { to: string; type: TokenType }[] = [{ to: newEmail, type: "email_change_token_new" }];
  if (present) letters.push({ to: present, type: "email_change_token_current" });
  await transaction`
    update auth.users set email_change = ${newEmail}, email_change_confirm_status = 0, email_change_sent_at = now(),
      updated_at = now()
    where id = ${user.id}`;
  for (const { to, type } of letters) {
    const code = newCode(context, to, Boolean(change.challenge));
    await saveToken(transaction, { userId: user.id, type, hash: code.hash, email: to });
    await send(context, call, { template: "email_change", kind: "email_change", to, code, user, newEmail });
  }
}

/**
 * For an address that gets no mail because nobody has it: counted like one that does, so that asking twice tells
 * nothing about who is registered.
 */
export function pretendMail(context: AuthContext, email: string): void {
  const { mailIntervalS } = context.config.limits;
  if (mailIntervalS <= 0) return;
  const waitS = context.limiter.take(`pretended:${email}`, { max: 1, windowS: mailIntervalS });
  if (waitS > 0) throw tooMany("over_email_send_rate_limit", waitS);
}

function checkInterval(context: AuthContext, lastSentAt: Date | null): void {
  if (!lastSentAt) return;
  const waitMs = lastSentAt.getTime() + context.config.limits.mailIntervalS * 1000 - Date.now();
  if (waitMs > 0) throw tooMany("over_email_send_rate_limit", Math.ceil(waitMs / 1000));
}

type Letter = {
  template: TemplateName;
  kind: string;
  to: string;
  code: OneTimeCode;
  user: UserRow;
  newEmail: string;
};

async function send(context: AuthContext, call: Call, letter: Letter): Promise<void> {
  const hourly = { max: context.config.limits.mailsPerHour, windowS: HOUR_S };
  const waitS = context.limiter.take("mails", hourly);
  if (waitS > 0) throw tooMany("over_email_send_rate_limit", waitS);
  const rendered = renderTemplate(context.config.templates, letter.template, {
    Token: letter.code.code,
    TokenHash: letter.code.hash,
    SiteURL: context.config.siteUrl,
    RedirectTo: redirectTarget(context.config, call),
    Email: letter.user.email ?? "",
    NewEmail: letter.newEmail,
  });
  try {
    await context.sendMail({ id: randomUUID(), to: letter.to, kind: letter.kind, ...rendered });
  } catch (error) {
    context.limiter.giveBack("mails", hourly);
    log.error("auth.mail_failed", { kind: letter.kind, error });
    throw new AuthError(500, "unexpected_failure", `Error sending ${letter.kind.replace("_", " ")} email`);
  }
}
