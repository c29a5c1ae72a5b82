import { getUser, isBanned } from "./users";
import type { UserRow } from "./users";
import type { AuthContext, Call, Endpoint, Json } from "./context";
import { answer, text } from "./context";
import { asAuthAdmin } from "./database";
import type { Transaction } from "./database";
import { AuthError } from "./errors";
import { limitByIp } from "./guards";
import { createRefreshToken, describeSession } from "./sessions";
import type { SessionRow } from "./sessions";

type TokenRow = {
  token: string;
  user_id: string;
  session_id: string;
  revoked: boolean;
  /** Seconds since the token was made or replaced, by the database's clock. */
  age_s: number;
};

const refused = (code: string, reason: string) =>
  new AuthError(400, code, `Invalid Refresh Token: ${reason}`);

/** POST /token?grant_type=refresh_token */
export const refreshSession: Endpoint = async (context, call) => {
  limitByIp(context, call, "refresh", context.config.limits.refreshesPerIp);
  const token = text(call.body, "refresh_token");
  const outcome = await asAuthAdmin(context.sql, (transaction) => refresh(context, transaction, call, token));
  // Thrown only here: the revocation of the family must be committed, not rolled back with the error.
  if (outcome === "reused") throw refused("refresh_token_already_used", "Already Used");
  return answer(outcome);
};

async function refresh(
  context: AuthContext,
  transaction: Transaction,
  call: Call,
  value: string,
): Promise<Json | "reused"> {
  // The session's row is the lock: refreshes of one family go one after the other.
  const [session] = await transaction<SessionRow[]>`
    select s.id, s.user_id, s.created_at, s.not_after, s.refreshed_at at time zone 'utc' as refreshed_at
    from auth.refresh_tokens t join auth.sessions s on s.id = t.session_id
    where t.token = ${value} for update of s`;
  if (!session) throw refused("refresh_token_not_found", "Refresh Token Not Found");
  const [token] = await transaction<TokenRow[]>`
    select token, user_id, session_id, revoked,
      extract(epoch from clock_timestamp() - updated_at)::float8 as age_s
    from auth.refresh_tokens where token = ${value}`;
  if (!token) throw refused("refresh_token_not_found", "Refresh Token Not Found");
  const user = await getUser(transaction, session.user_id);
  if (isBanned(user)) throw refused("user_banned", "User Banned");
  checkAge(context, session);
  const next = await nextToken(context, transaction, token);
  if (!next) return "reused";
  return finish(context, transaction, call, { user, session, refreshToken: next });
}

async function finish(
  context: AuthContext,
  transaction: Transaction,
  call: Call,
  grant: { user: UserRow; session: SessionRow; refreshToken: string },
): Promise<Json> {
  const { user, session, refreshToken } = grant;
  const agent = call.request.headers.get("user-agent");
  await transaction`
    update auth.sessions set refreshed_at = now() at time zone 'utc', updated_at = now(), user_agent = ${agent},
      ip = ${call.ip || null}
    where id = ${session.id}`;
  const method = "token_refresh";
  return describeSession(context, transaction, {
    user,
    sessionId: session.id,
    method,
    refreshToken,
    ip: call.ip,
  });
}

function checkAge(context: AuthContext, session: SessionRow): void {
  const { sessionTimeboxS, sessionInactivityS } = context.config;
  const now = Date.now();
  const isPast = (since: Date, limitS: number) => limitS > 0 && now - since.getTime() > limitS * 1000;
  if (session.not_after && session.not_after.getTime() < now)
    throw refused("session_expired", "Session Expired");
  if (isPast(session.created_at, sessionTimeboxS)) throw refused("session_expired", "Session Expired");
  if (isPast(session.refreshed_at ?? session.created_at, sessionInactivityS)) {
    throw refused("session_expired", "Session Expired (Inactivity)");
  }
}

/**
 * GoTrue's rules for a token that was used before: the parent of the active token gets that token again (the
 * client never received it); any other is tolerated for a few seconds (tabs at the same moment, all answered with
 * one successor); later it is theft, and the whole family dies. Answers undefined in that case.
 */
async function nextToken(
  context: AuthContext,
  transaction: Transaction,
  token: TokenRow,
): Promise<string | undefined> {
  const [active] = await transaction<{ token: string; parent: string }[]>`
    select token, parent from auth.refresh_tokens
    where session_id = ${token.session_id} and not revoked order by id desc limit 1`;
  if (token.revoked) {
    const isTolerated = active?.parent === token.token || token.age_s <= context.config.refreshReuseS;
    if (active && isTolerated) return active.token;
    await transaction`
      update auth.refresh_tokens set revoked = true, updated_at = now()
      where session_id = ${token.session_id} and not revoked`;
    return undefined;
  }
  await transaction`
    update auth.refresh_tokens set revoked = true, updated_at = clock_timestamp() where token = ${token.token}`;
  const { user_id: userId, session_id: sessionId } = token;
  return createRefreshToken(transaction, { userId, sessionId, parent: token.token });
}
