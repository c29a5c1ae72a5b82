import { randomUUID } from "node:crypto";
import { log } from "@/lib/log";
import type { Message } from "../mail";
import type { AuthContext, Call } from "./context";
import { asAuthAdmin } from "./database";
import type { Transaction } from "./database";
import { AuthError, faultOf, tooMany } from "./errors";
import type { Challenge } from "./flow-state";
import { newCode, saveToken } from "./one-time-tokens";
import type { OneTimeCode, TokenType } from "./one-time-tokens";
import { redirectTarget } from "./redirects";
import { renderTemplate } from "./templates";
import type { TemplateName } from "./templates";
import type { UserRow } from "./users";

type SentColumn = "confirmation_sent_at" | "recovery_sent_at" | "email_change_sent_at";

export type Letter = { message: Message; userId: string; tokenHash: string; sentAt: SentColumn };

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

/** Makes a code and stores its hash; the mail leaves when the transaction is committed (`deliver`). */
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
  const { template, sentAt } = kind;
  prepare(context, call, { template, sentAt, kind: mail.kind, to: email, code, user, newEmail: "" });
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
    const sentAt = "email_change_sent_at";
    prepare(context, call, {
      template: "email_change",
      kind: "email_change",
      sentAt,
      to,
      code,
      user,
      newEmail,
    });
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

type Draft = {
  template: TemplateName;
  kind: string;
  sentAt: SentColumn;
  to: string;
  code: OneTimeCode;
  user: UserRow;
  newEmail: string;
};

function prepare(context: AuthContext, call: Call, draft: Draft): void {
  const hourly = { max: context.config.limits.mailsPerHour, windowS: HOUR_S };
  const waitS = context.limiter.take("mails", hourly);
  if (waitS > 0) throw tooMany("over_email_send_rate_limit", waitS);
  const rendered = renderTemplate(context.config.templates, draft.template, {
    Token: draft.code.code,
    TokenHash: draft.code.hash,
    SiteURL: context.config.siteUrl,
    RedirectTo: redirectTarget(context.config, call),
    Email: draft.user.email ?? "",
    NewEmail: draft.newEmail,
  });
  const message = { id: randomUUID(), to: draft.to, kind: draft.kind, ...rendered };
  call.letters.push({ message, userId: draft.user.id, tokenHash: draft.code.hash, sentAt: draft.sentAt });
}

/**
 * Sends what an endpoint prepared, after its transaction: a slow mail server must not hold database connections.
 * What could not be sent is taken back, so that the person may ask again at once.
 */
export async function deliver(context: AuthContext, call: Call): Promise<void> {
  for (const letter of call.letters) {
    try {
      await context.sendMail(letter.message);
    } catch (error) {
      log.error("auth.mail_failed", { kind: letter.message.kind, ...faultOf(error) });
      await takeBack(context, letter);
      const kind = letter.message.kind.replace("_", " ");
      throw new AuthError(500, "unexpected_failure", `Error sending ${kind} email`);
    }
  }
}

async function takeBack(context: AuthContext, { userId, tokenHash, sentAt }: Letter): Promise<void> {
  await asAuthAdmin(context.sql, async (transaction) => {
    await transaction`
      delete from auth.one_time_tokens where user_id = ${userId} and token_hash = ${tokenHash}`;
    await transaction`update auth.users set ${transaction(sentAt)} = null where id = ${userId}`;
  });
}
