import { randomUUID } from "node:crypto";
import { renderSVG } from "uqr";
import type { AuthContext, Call, Endpoint, Json } from "./context";
import { answer, text } from "./context";
import { asAuthAdmin } from "./database";
import type { Transaction } from "./database";
import { AuthError, invalid } from "./errors";
import { countFailures, isUuid, requireUser } from "./guards";
import type { Caller } from "./guards";
import { endSessionsWithoutCode, strengthenSession } from "./sessions";
import { isCode, keyUri, newSecret, openSecret, sealSecret } from "./totp";
import { audit, getUser } from "./users";

type FactorRow = {
  id: string;
  friendly_name: string | null;
  factor_type: "totp" | "phone" | "webauthn";
  status: "unverified" | "verified";
  secret: string | null;
};

/** GoTrue's defaults: a challenge is answered, and a factor verified, within five minutes. */
const CHALLENGE_S = 300;
const UNVERIFIED_S = 300;

const notVerified = (code: string, message: string) => new AuthError(422, code, message);

/** POST /factors: a secret for an authenticator app; it counts for nothing until a code of it was typed. */
export const enrollFactor: Endpoint = async (context, call) => {
  const caller = await requireUser(context, call);
  const type = text(call.body, "factor_type");
  if (type === "phone" || type === "webauthn") {
    const word = type === "phone" ? "Phone" : "WebAuthn";
    throw notVerified(
      `mfa_${type === "phone" ? "phone" : "webauthn"}_enroll_not_enabled`,
      `MFA enroll is disabled for ${word}`,
    );
  }
  if (type !== "totp") throw invalid("factor_type needs to be totp, phone, or webauthn");
  if (!context.config.mfa.isTotpEnrolled) {
    throw notVerified("mfa_totp_enroll_not_enabled", "MFA enroll is disabled for TOTP");
  }
  const issuer = text(call.body, "issuer") || new URL(context.config.siteUrl).host;
  const friendlyName = text(call.body, "friendly_name");
  const secret = newSecret();
  const id = randomUUID();
  await asAuthAdmin(context.sql, async (transaction) => {
    await checkRoom(context, transaction, caller, friendlyName);
    await transaction`
      insert into auth.mfa_factors (id, user_id, friendly_name, factor_type, status, secret, created_at, updated_at)
      values (${id}, ${caller.user.id}, ${friendlyName}, 'totp', 'unverified',
        ${sealSecret(context.secretKey, id, secret)}, now(), now())`;
    await audit(transaction, "factor_in_progress", caller.user, call.ip, { factor_id: id });
  });
  const uri = keyUri(secret, issuer, caller.user.email ?? "");
  const totp = { qr_code: renderSVG(uri), secret, uri };
  return answer({ id, type: "totp", friendly_name: friendlyName, totp });
};

async function checkRoom(
  context: AuthContext,
  transaction: Transaction,
  caller: Caller,
  friendlyName: string,
): Promise<void> {
  // Two enrolments at the same moment must not both find room.
  await transaction`select from auth.users where id = ${caller.user.id} for no key update`;
  await transaction`
    delete from auth.mfa_factors f
    where f.status <> 'verified' and f.created_at < now() - make_interval(secs => ${UNVERIFIED_S})
      and not exists (select from auth.mfa_challenges c where c.factor_id = f.id)`;
  const factors = await factorsOf(transaction, caller.user.id);
  const full = "Maximum number of verified factors reached, unenroll to continue";
  if (factors.some((factor) => factor.friendly_name === friendlyName)) {
    const message = `A factor with the friendly name "${friendlyName}" for this user already exists`;
    throw notVerified("mfa_factor_name_conflict", message);
  }
  if (factors.length >= context.config.mfa.maxFactors)
    throw notVerified("too_many_enrolled_mfa_factors", full);
  const isProtected = factors.some(({ status }) => status === "verified");
  if (isProtected && caller.aal !== "aal2") {
    throw new AuthError(403, "insufficient_aal", "AAL2 required to enroll a new factor");
  }
}

async function factorsOf(transaction: Transaction, userId: string): Promise<FactorRow[]> {
  return transaction<FactorRow[]>`
    select id, friendly_name, factor_type, status, secret from auth.mfa_factors where user_id = ${userId}`;
}

async function ownFactor(transaction: Transaction, userId: string, id: string): Promise<FactorRow> {
  if (!isUuid(id)) throw new AuthError(404, "validation_failed", "factor_id must be an UUID");
  const factor = (await factorsOf(transaction, userId)).find((each) => each.id === id);
  if (!factor) throw new AuthError(404, "mfa_factor_not_found", "Factor not found");
  return factor;
}

/** Of a caller without an address (our own server) GoTrue would store its own; the column takes no null. */
const addressOf = (call: Call) => call.ip || "127.0.0.1";

/** POST /factors/<id>/challenge */
export async function challengeFactor(context: AuthContext, call: Call, id = ""): Promise<Response> {
  const { user } = await requireUser(context, call);
  const challenge = await asAuthAdmin(context.sql, async (transaction) => {
    const factor = await ownFactor(transaction, user.id, id);
    // clock_timestamp: the column is unique, and two challenges may share a transaction's start.
    await transaction`update auth.mfa_factors set last_challenged_at = clock_timestamp() where id = ${factor.id}`;
    const [row] = await transaction<{ id: string; created_at: Date }[]>`
      insert into auth.mfa_challenges (id, factor_id, created_at, ip_address)
      values (${randomUUID()}, ${factor.id}, now(), ${addressOf(call)}::inet) returning id, created_at`;
    if (!row) throw new Error("A challenge was not returned");
    const traits = { factor_id: factor.id, factor_status: factor.status };
    await audit(transaction, "challenge_created", user, call.ip, traits);
    return row;
  });
  const expiresAt = Math.floor(challenge.created_at.getTime() / 1000) + CHALLENGE_S;
  return answer({ id: challenge.id, type: "totp", expires_at: expiresAt });
}

/**
 * POST /factors/<id>/verify: lifts the session to aal2. Sessions that know no code end with it: what was stolen
 * before two-step sign-in was set up is worthless from then on.
 */
export async function verifyFactor(context: AuthContext, call: Call, id = ""): Promise<Response> {
  const caller = await requireUser(context, call);
  const code = text(call.body, "code");
  if (!code) throw invalid("Code needs to be non-empty");
  if (!context.config.mfa.isTotpVerified) {
    throw notVerified("mfa_totp_verify_not_enabled", "MFA verification is disabled for TOTP");
  }
  const { failedFactorCodes: perAddress, failedCodesPerIp: perIp } = context.config.limits;
  const attempt = { what: "factor", address: caller.user.id, perAddress, perIp };
  const session = await countFailures(context, call, attempt, () =>
    asAuthAdmin(context.sql, (transaction) => redeemCode(context, transaction, call, { caller, id, code })),
  );
  return answer(session);
}

async function redeemCode(
  context: AuthContext,
  transaction: Transaction,
  call: Call,
  presented: { caller: Caller; id: string; code: string },
): Promise<Json> {
  const { user, sessionId } = presented.caller;
  const factor = await ownFactor(transaction, user.id, presented.id);
  const challengeId = text(call.body, "challenge_id");
  await answerChallenge(transaction, call, factor.id, challengeId);
  const secret = openSecret(context.secretKey, factor.id, factor.secret ?? "");
  if (!isCode(secret, presented.code, Date.now())) {
    throw notVerified("mfa_verification_failed", "Invalid TOTP code entered");
  }
  const traits = { factor_id: factor.id, challenge_id: challengeId, factor_type: "totp" };
  await audit(transaction, "verification_attempted", user, call.ip, traits);
  await transaction`
    update auth.mfa_factors set status = 'verified', updated_at = now()
    where id = ${factor.id} and status <> 'verified'`;
  const session = await strengthenSession(context, transaction, call, {
    user: await getUser(transaction, user.id),
    sessionId,
    factorId: factor.id,
  });
  await endSessionsWithoutCode(transaction, user.id);
  await transaction`
    delete from auth.mfa_factors
    where user_id = ${user.id} and status <> 'verified' and factor_type = 'totp'`;
  return session;
}

/** The row is locked, so that one challenge is answered once, also by two requests at the same moment. */
async function answerChallenge(
  transaction: Transaction,
  call: Call,
  factorId: string,
  challengeId: string,
): Promise<void> {
  const [challenge] = isUuid(challengeId)
    ? await transaction<{ is_answered: boolean; is_elsewhere: boolean; is_late: boolean }[]>`
        select verified_at is not null as is_answered, ip_address <> ${addressOf(call)}::inet as is_elsewhere,
          created_at < now() - make_interval(secs => ${CHALLENGE_S}) as is_late
        from auth.mfa_challenges where id = ${challengeId} and factor_id = ${factorId} for update`
    : [];
  if (!challenge) {
    throw notVerified("mfa_factor_not_found", "MFA factor with the provided challenge ID not found");
  }
  if (challenge.is_answered || challenge.is_elsewhere) {
    throw notVerified("mfa_ip_address_mismatch", "Challenge and verify IP addresses mismatch.");
  }
  if (challenge.is_late) {
    const message = `MFA challenge ${challengeId} has expired, verify against another challenge or create a new challenge.`;
    throw notVerified("mfa_challenge_expired", message);
  }
  await transaction`update auth.mfa_challenges set verified_at = now() where id = ${challengeId}`;
}

/** DELETE /factors/<id>: who proved a code may give it up. */
export async function unenrollFactor(context: AuthContext, call: Call, id = ""): Promise<Response> {
  const { user, sessionId, aal } = await requireUser(context, call);
  await asAuthAdmin(context.sql, async (transaction) => {
    const factor = await ownFactor(transaction, user.id, id);
    if (factor.status === "verified" && aal !== "aal2") {
      throw notVerified("insufficient_aal", "AAL2 required to unenroll verified factor");
    }
    const traits = { factor_id: factor.id, factor_status: factor.status, session_id: sessionId };
    await audit(transaction, "factor_unenrolled", user, call.ip, traits);
    await removeFactor(transaction, user.id, factor.id);
  });
  return answer({ id });
}

/** Sessions that proved a code of it are ordinary ones again. */
export async function removeFactor(transaction: Transaction, userId: string, id: string): Promise<void> {
  await transaction`delete from auth.mfa_factors where id = ${id} and user_id = ${userId}`;
  await transaction`
    delete from auth.mfa_amr_claims a using auth.sessions s
    where s.id = a.session_id and s.user_id = ${userId} and s.factor_id = ${id}
      and a.authentication_method = 'totp'`;
  await transaction`
    update auth.sessions set aal = 'aal1', factor_id = null where user_id = ${userId} and factor_id = ${id}`;
}
