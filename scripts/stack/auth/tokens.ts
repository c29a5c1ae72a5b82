import { importJWK, jwtVerify, SignJWT } from "jose";
import type { JWK, JWTPayload } from "jose";
import { publicJwk } from "../tokens";
import type { AuthContext, Json } from "./context";
import type { Transaction } from "./database";
import { AuthError } from "./errors";
import { runAccessTokenHook } from "./hook";
import type { UserRow } from "./users";

export type TokenKeys = {
  sign(claims: Json): Promise<string>;
  verify(token: string): Promise<JWTPayload>;
  jwks: { keys: JWK[] };
};

export async function createTokenKeys(signingKey: JWK): Promise<TokenKeys> {
  const published = await publicJwk(signingKey);
  const privateKey = await importJWK(signingKey, "ES256");
  const publicKey = await importJWK(published, "ES256");
  const header = { alg: "ES256", typ: "JWT", kid: published.kid };
  return {
    sign: (claims) => new SignJWT(claims).setProtectedHeader(header).sign(privateKey),
    verify: async (token) => (await jwtVerify(token, publicKey, { algorithms: ["ES256"] })).payload,
    jwks: { keys: [published] },
  };
}

/** GoTrue's words for a second factor; any of them makes a session one of assurance level 2. */
const SECOND_FACTORS = ["totp", "mfa/phone", "mfa/webauthn"];

export type AccessToken = { token: string; expiresAt: number };

/**
 * The access token of a session. `method` names how the person just proved who they are; the hook sees it, the
 * token itself lists every method of the session.
 */
export async function issueAccessToken(
  context: AuthContext,
  transaction: Transaction,
  grant: { user: UserRow; sessionId: string; method: string; ip: string },
): Promise<AccessToken> {
  const { user, sessionId } = grant;
  const methods = await transaction<{ method: string; timestamp: number }[]>`
    select authentication_method as method, extract(epoch from updated_at)::int as timestamp
    from auth.mfa_amr_claims where session_id = ${sessionId} order by updated_at desc`;
  const issuedAt = Math.floor(Date.now() / 1000);
  const expiresAt = issuedAt + context.config.jwtExpiryS;
  const claims: Json = {
    iss: context.issuer,
    sub: user.id,
    aud: user.aud,
    exp: expiresAt,
    iat: issuedAt,
    email: user.email ?? "",
    phone: user.phone ?? "",
    app_metadata: user.raw_app_meta_data ?? {},
    user_metadata: user.raw_user_meta_data ?? {},
    role: user.role,
    aal: methods.some(({ method }) => SECOND_FACTORS.includes(method)) ? "aal2" : "aal1",
    amr: methods.map(({ method, timestamp }) => ({ method, timestamp })),
    session_id: sessionId,
    is_anonymous: user.is_anonymous,
  };
  const final = await runAccessTokenHook(context, transaction, { claims, ...grant });
  return { token: await context.keys.sign(final), expiresAt };
}

/** The claims of a bearer token; the message never repeats the token. */
export async function readAccessToken(context: AuthContext, token: string): Promise<JWTPayload> {
  try {
    return await context.keys.verify(token);
  } catch (error) {
    const reason = error instanceof Error ? error.message : "malformed";
    throw new AuthError(403, "bad_jwt", `invalid JWT: unable to parse or verify signature, ${reason}`);
  }
}
