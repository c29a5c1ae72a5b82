import { createHmac, randomInt, randomUUID } from "node:crypto";
import type { AuthContext } from "./context";
import type { Transaction } from "./database";
import { AuthError, banned } from "./errors";
import { findUser, isBanned } from "./users";
import type { UserRow } from "./users";

export type TokenType =
  "confirmation_token" | "recovery_token" | "email_change_token_new" | "email_change_token_current";

export type OneTimeCode = { code: string; hash: string };

/** In front of the hash when the link must end in an exchange by code verifier. */
export const PKCE_PREFIX = "pkce_";

export function newCode(context: AuthContext, email: string, isPkce: boolean): OneTimeCode {
  const { otpLength } = context.config;
  const code = String(randomInt(10 ** otpLength)).padStart(otpLength, "0");
  return { code, hash: (isPkce ? PKCE_PREFIX : "") + hashCode(context, email, code) };
}

/**
 * Only this hash is stored, and the mail's link carries it. GoTrue hashes address and code without a key, so who
 * knows an address could try a million links; with the key only the digits can be guessed, and those are
 * limited per address. The length is GoTrue's.
 */
export function hashCode(context: AuthContext, email: string, code: string): string {
  return createHmac("sha224", context.secretKey).update(`one-time code\n${email}\n${code}`).digest("hex");
}

/** Replaces an earlier token of the same type: only the newest mail works. */
export async function saveToken(
  transaction: Transaction,
  token: { userId: string; type: TokenType; hash: string; email: string },
): Promise<void> {
  await transaction`
    delete from auth.one_time_tokens
    where user_id = ${token.userId} and token_type = ${token.type}::auth.one_time_token_type`;
  await transaction`
    insert into auth.one_time_tokens (id, user_id, token_type, token_hash, relates_to)
    values (${randomUUID()}, ${token.userId}, ${token.type}::auth.one_time_token_type, ${token.hash},
      ${token.email})`;
}

export type Redeemed = { user: UserRow; type: TokenType; isPkce: boolean };

/**
 * Takes a token out: deleting the row is what makes it work once, also for two requests at the same moment. In an
 * aborted transaction it comes back. `email` is "" where the hash alone was presented.
 */
export async function redeemToken(
  context: AuthContext,
  transaction: Transaction,
  presented: { types: TokenType[]; hash: string; email: string },
): Promise<Redeemed> {
  const expired = () => {
    const subject = presented.email
      ? "Token has expired or is invalid"
      : "Email link is invalid or has expired";
    return new AuthError(403, "otp_expired", subject);
  };
  const hashes = presented.email ? [presented.hash, PKCE_PREFIX + presented.hash] : [presented.hash];
  const [token] = await transaction<{ user_id: string; token_type: TokenType; token_hash: string }[]>`
    delete from auth.one_time_tokens
    where token_hash in ${transaction(hashes)} and token_type::text in ${transaction(presented.types)}
      and (${presented.email} = '' or relates_to = ${presented.email})
    returning user_id, token_type::text, token_hash`;
  const user = token && (await findUser(transaction, token.user_id));
  if (!user) throw expired();
  const sentAt = sentAtOf(user, token.token_type);
  const isInTime = sentAt !== null && Date.now() - sentAt.getTime() <= context.config.otpExpiryS * 1000;
  if (!isInTime) throw expired();
  if (isBanned(user)) throw banned(403);
  return { user, type: token.token_type, isPkce: token.token_hash.startsWith(PKCE_PREFIX) };
}

function sentAtOf(user: UserRow, type: TokenType): Date | null {
  if (type === "confirmation_token") return user.confirmation_sent_at;
  if (type === "recovery_token") return user.recovery_sent_at;
  return user.email_change_sent_at;
}
