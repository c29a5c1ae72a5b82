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
