import { importJWK, jwtVerify, errors, calculateJwkThumbprint } from "jose";
import type { JWK, JWTPayload } from "jose";

export type Claims = JWTPayload & { role?: string };

/** Why a token was refused, in PostgREST's words. */
export type TokenFault = { code: "PGRST301" | "PGRST303"; message: string; details: string | null };
export type Verdict = { claims: Claims } | { fault: TokenFault };
export type TokenVerifier = (token: string) => Promise<Verdict>;

const CACHED_TOKENS = 5000;
/** PostgREST's tolerance for clocks that disagree. */
const SKEW_S = 30;

/**
 * Verifies access tokens by the ES256 key of the auth service. A signature costs 0.3 ms and a page makes a
 * dozen requests with one token, so verified claims are kept by token; their times are checked every time.
 */
export async function createTokenVerifier(signingKey: JWK): Promise<TokenVerifier> {
  const publicKey: JWK = { kty: signingKey.kty, crv: signingKey.crv, x: signingKey.x, y: signingKey.y };
  const key = await importJWK(publicKey, "ES256");
  const verified = new Map<string, Claims>();
  return async (token) => {
    let claims = verified.get(token);
    if (!claims) {
      try {
        // Times are checked below, against PostgREST's skew and with its messages.
        const { payload } = await jwtVerify(token, key, { algorithms: ["ES256"], currentDate: new Date(0) });
        claims = payload;
      } catch (error) {
        const early = error instanceof errors.JWTClaimValidationFailed && error.claim === "nbf";
        if (!early) return { fault: undecodable(token) };
        claims = error.payload;
      }
      if (verified.size >= CACHED_TOKENS) verified.clear();
      verified.set(token, claims);
    }
    const fault = timeFault(claims);
    return fault ? { fault } : { claims };
  };
}

/** The public half as it is published, with its thumbprint as key id. */
export async function publicJwk(signingKey: JWK): Promise<JWK> {
  const { kty, crv, x, y } = signingKey;
  const kid = signingKey.kid ?? (await calculateJwkThumbprint({ kty, crv, x, y }));
  return { kty, crv, x, y, kid, alg: "ES256", use: "sig", key_ops: ["verify"] };
}

function undecodable(token: string): TokenFault {
  const parts = token.split(".").length;
  if (parts !== 3) {
    return { code: "PGRST301", message: `Expected 3 parts in JWT; got ${parts}`, details: null };
  }
  const details = "None of the keys was able to decode the JWT";
  return { code: "PGRST301", message: "No suitable key or wrong key type", details };
}

function timeFault(claims: Claims): TokenFault | undefined {
  const now = Date.now() / 1000;
  const fault = (message: string): TokenFault => ({ code: "PGRST303", message, details: null });
  if (claims.exp !== undefined && claims.exp + SKEW_S < now) return fault("JWT expired");
  if (claims.nbf !== undefined && claims.nbf - SKEW_S > now) return fault("JWT not yet valid");
  if (claims.iat !== undefined && claims.iat - SKEW_S > now) return fault("JWT issued at future");
  return undefined;
}
