import { randomBytes, randomUUID } from "node:crypto";
import type { AuthContext, Call, Json } from "./context";
import type { Transaction } from "./database";
import { getUser, INSTANCE } from "./users";
import type { UserRow } from "./users";
import { viewUser } from "./user-view";
import { issueAccessToken } from "./tokens";

export type SessionRow = {
  id: string;
  user_id: string;
  created_at: Date;
  refreshed_at: Date | null;
  not_after: Date | null;
};

/** How the person proved who they are; each becomes an entry of the token's `amr`. */
export type Method =
  | "password"
  | "otp"
  | "recovery"
  | "magiclink"
  | "invite"
  | "email/signup"
  | "email_change"
  | "totp"
  | "token_refresh";

/** Starts a session; in one transaction with whatever earned it, so that a refusing hook undoes that too. */
export async function startSession(
  context: AuthContext,
  transaction: Transaction,
  call: Call,
  user: UserRow,
  method: Method,
): Promise<Json> {
  const sessionId = randomUUID();
  const agent = call.request.headers.get("user-agent");
  await transaction`
    insert into auth.sessions (id, user_id, created_at, updated_at, aal, user_agent, ip)
    values (${sessionId}, ${user.id}, now(), now(), 'aal1', ${agent}, ${call.ip || null})`;
  await transaction`
    insert into auth.mfa_amr_claims (id, session_id, authentication_method, created_at, updated_at)
    values (${randomUUID()}, ${sessionId}, ${method}, now(), now())`;
  await transaction`
    update auth.users set last_sign_in_at = now(), updated_at = now() where id = ${user.id}`;
  const refreshToken = await createRefreshToken(transaction, { userId: user.id, sessionId, parent: null });
  const fresh = await getUser(transaction, user.id);
  return describeSession(context, transaction, { user: fresh, sessionId, method, refreshToken, ip: call.ip });
}

export async function describeSession(
  context: AuthContext,
  transaction: Transaction,
  session: { user: UserRow; sessionId: string; method: Method; refreshToken: string; ip: string },
): Promise<Json> {
  const { token, expiresAt } = await issueAccessToken(context, transaction, session);
  return {
    access_token: token,
    token_type: "bearer",
    expires_in: expiresAt - Math.floor(Date.now() / 1000),
    expires_at: expiresAt,
    refresh_token: session.refreshToken,
    user: await viewUser(transaction, session.user),
  };
}

/**
 * After a code: the session is of assurance level 2 and says so in each token from now on. The refresh token is
 * replaced, so that one that was handed out before cannot be traded for the stronger session.
 */
export async function strengthenSession(
  context: AuthContext,
  transaction: Transaction,
  call: Call,
  grant: { user: UserRow; sessionId: string; factorId: string },
): Promise<Json> {
  const { user, sessionId, factorId } = grant;
  // The session's row is the lock here as for a refresh: both replace the token.
  await transaction`select from auth.sessions where id = ${sessionId} for update`;
  await transaction`
    insert into auth.mfa_amr_claims (id, session_id, authentication_method, created_at, updated_at)
    values (${randomUUID()}, ${sessionId}, 'totp', now(), now())
    on conflict (session_id, authentication_method) do update set updated_at = now()`;
  await transaction`
    update auth.sessions set aal = 'aal2', factor_id = ${factorId}, updated_at = now() where id = ${sessionId}`;
  const [replaced] = await transaction<{ token: string }[]>`
    update auth.refresh_tokens set revoked = true, updated_at = clock_timestamp()
    where id = (
      select id from auth.refresh_tokens where session_id = ${sessionId} and not revoked order by id desc limit 1)
    returning token`;
  const parent = replaced?.token ?? null;
  const refreshToken = await createRefreshToken(transaction, { userId: user.id, sessionId, parent });
  return describeSession(context, transaction, {
    user,
    sessionId,
    method: "totp",
    refreshToken,
    ip: call.ip,
  });
}

/** Whoever came in before by password alone has to show a code as well. */
export async function endSessionsWithoutCode(transaction: Transaction, userId: string): Promise<void> {
  await transaction`delete from auth.sessions where user_id = ${userId} and aal < 'aal2'`;
}

const ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

/** Twelve characters of five random bits, GoTrue's form. */
function newRefreshToken(): string {
  return Array.from(randomBytes(12), (byte) => ALPHABET[byte & 31]).join("");
}

export async function createRefreshToken(
  transaction: Transaction,
  token: { userId: string; sessionId: string; parent: string | null },
): Promise<string> {
  const value = newRefreshToken();
  await transaction`
    insert into auth.refresh_tokens (instance_id, token, user_id, session_id, parent, revoked, created_at, updated_at)
    values (${INSTANCE}, ${value}, ${token.userId}, ${token.sessionId}, ${token.parent ?? ""}, false, now(), now())`;
  return value;
}
