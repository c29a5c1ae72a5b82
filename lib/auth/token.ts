import "server-only";
import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload } from "jose";
import { AppError } from "@/lib/errors";
import { supabaseUrl } from "@/lib/env";

/** Who the token says is asking, after its signature was checked. The database decides what that is worth. */
export type Identity = {
  userId: string;
  sessionId: string;
  orgId: string | null;
  token: string;
  /** The password was right and the code of two-step sign-in is still owed: to the database this is nobody. */
  needsCode: boolean;
};
export type Verification = { kind: "valid"; identity: Identity } | { kind: "expired" } | { kind: "invalid" };

type KeySet = ReturnType<typeof createRemoteJWKSet>;
const keySets = new Map<string, KeySet>();

/** Keys are kept and fetched again when an unknown one appears, at most once in 30 s. */
function keysOf(url: string): KeySet {
  let keys = keySets.get(url);
  if (!keys) {
    keys = createRemoteJWKSet(new URL(`${url}/auth/v1/.well-known/jwks.json`), { timeoutDuration: 5_000 });
    keySets.set(url, keys);
  }
  return keys;
}

/**
 * Checks signature, issuer, audience and time here, without asking the Auth server. A token that carries a
 * `principal` belongs to a key or a link, not to a person, and is refused where a person is expected.
 * Throws 503 when the keys can't be fetched: an outage must not look like being signed out.
 */
export async function verifyAccessToken(token: string): Promise<Verification> {
  const url = supabaseUrl();
  try {
    const { payload } = await jwtVerify(token, keysOf(url), {
      issuer: `${url}/auth/v1`,
      audience: "authenticated",
      algorithms: ["ES256", "RS256"],
      requiredClaims: ["sub", "exp", "session_id"],
    });
    const identity = identityOf(payload, token);
    return identity ? { kind: "valid", identity } : { kind: "invalid" };
  } catch (error) {
    if (error instanceof errors.JWTExpired) return { kind: "expired" };
    if (isForgery(error)) return { kind: "invalid" };
    throw new AppError("unavailable", "Signing in can't be checked right now.", { cause: error });
  }
}

function identityOf(payload: JWTPayload, token: string): Identity | null {
  const { sub, session_id: sessionId, org_id: orgId, role, principal } = payload;
  if (!sub || typeof sessionId !== "string" || role !== "authenticated" || principal !== undefined)
    return null;
  const needsCode = payload.needs_code === true;
  return { userId: sub, sessionId, orgId: typeof orgId === "string" ? orgId : null, token, needsCode };
}

/** Everything jose says about the token itself, as opposed to what went wrong while fetching the keys. */
function isForgery(error: unknown): boolean {
  return (
    error instanceof errors.JWTInvalid ||
    error instanceof errors.JWTClaimValidationFailed ||
    error instanceof errors.JWSInvalid ||
    error instanceof errors.JWSSignatureVerificationFailed ||
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JOSEAlgNotAllowed ||
    error instanceof errors.JOSENotSupported
  );
}
