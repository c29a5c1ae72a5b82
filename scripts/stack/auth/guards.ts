import type { AuthContext, Call } from "./context";
import { asAuthAdmin } from "./database";
import { AuthError, banned, tooMany } from "./errors";
import type { Limit } from "./limits";
import { readAccessToken } from "./tokens";
import { isSame } from "../same";
import { findUser, isBanned } from "./users";
import type { UserRow } from "./users";

/**
 * Requests without another address come from our own server on behalf of many people, so they are not counted as
 * one; the limits per account still hold.
 */
const isOwnServer = (ip: string) => ip === "" || ip === "::1" || /^(?:::ffff:)?127\./.test(ip);

export function limitByIp(context: AuthContext, call: Call, what: string, limit: Limit): void {
  if (isOwnServer(call.ip)) return;
  const waitS = context.limiter.take(`${what}:ip:${call.ip}`, limit);
  if (waitS > 0) throw tooMany("over_request_rate_limit", waitS);
}

/** Runs an attempt at guessing a secret: it is counted beforehand and only a success is forgiven. */
export async function countFailures<T>(
  context: AuthContext,
  call: Call,
  attempt: { what: string; address: string; perAddress: Limit; perIp: Limit },
  run: () => Promise<T>,
): Promise<T> {
  const counted: [string, Limit][] = [];
  if (attempt.address) counted.push([`${attempt.what}:address:${attempt.address}`, attempt.perAddress]);
  if (!isOwnServer(call.ip)) counted.push([`${attempt.what}:ip:${call.ip}`, attempt.perIp]);
  for (const [key, limit] of counted) {
    const waitS = context.limiter.take(key, limit);
    if (waitS > 0) throw tooMany("over_request_rate_limit", waitS);
  }
  const result = await run();
  for (const [key, limit] of counted) context.limiter.giveBack(key, limit);
  return result;
}

const bearer = (call: Call) =>
  /^bearer (.+)$/i.exec(call.request.headers.get("authorization") ?? "")?.[1] ?? "";
const apiKey = (call: Call) =>
  call.request.headers.get("apikey") ?? call.url.searchParams.get("apikey") ?? "";

/** The secret key, as `apikey` or as bearer; a person's token beside it does not make an administrator. */
export function requireAdmin(context: AuthContext, call: Call): void {
  const presented = bearer(call) || apiKey(call);
  if (!presented) {
    throw new AuthError(401, "no_authorization", "This endpoint requires a valid Bearer token");
  }
  const key = presented.startsWith("sb_") ? presented : "";
  if (!isSame(key, context.secretKey)) throw new AuthError(403, "not_admin", "User not allowed");
}

/** `aal` is the session's row, not the token's word: a factor may be gone since it was issued. */
export type Caller = { user: UserRow; sessionId: string; aal: "aal1" | "aal2" };

/** The signed-in person. A token of an ended session is refused although its signature still holds. */
export async function requireUser(context: AuthContext, call: Call): Promise<Caller> {
  const token = bearer(call);
  if (!token) throw new AuthError(401, "no_authorization", "This endpoint requires a valid Bearer token");
  if (token.startsWith("sb_")) throw new AuthError(403, "bad_jwt", "invalid claim: missing sub claim");
  const claims = await readAccessToken(context, token);
  const userId = claims.sub ?? "";
  if (!userId) throw new AuthError(403, "bad_jwt", "invalid claim: missing sub claim");
  if (!isUuid(userId)) throw new AuthError(400, "bad_jwt", "invalid claim: sub claim must be a UUID");
  const sessionId = typeof claims.session_id === "string" ? claims.session_id : "";
  if (!isUuid(sessionId))
    throw new AuthError(403, "bad_jwt", "invalid claim: session_id claim must be a UUID");
  return asAuthAdmin(context.sql, async (transaction) => {
    const user = await findUser(transaction, userId);
    if (!user) throw new AuthError(403, "user_not_found", "User from sub claim in JWT does not exist");
    const [session] = await transaction<{ aal: "aal1" | "aal2" | null }[]>`
      select aal::text from auth.sessions where id = ${sessionId} and user_id = ${userId}`;
    if (!session) {
      const message = "Session from session_id claim in JWT does not exist";
      throw new AuthError(403, "session_not_found", message);
    }
    if (isBanned(user)) throw banned(403);
    return { user, sessionId, aal: session.aal ?? "aal1" };
  });
}

export const isUuid = (value: string) => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value);
