import "server-only";
import { calculateJwkThumbprint, importJWK, SignJWT, type CryptoKey, type JWK } from "jose";
import { signingKey, supabaseUrl } from "@/lib/env";

/** Long enough for one request, too short to be worth stealing. */
const LIFETIME_S = 60;

/** Whom the server speaks for: somebody who has no account. Claims with null are left out. */
export type PrincipalClaims = {
  orgId: string;
  /** "portal:<link id>" or "book:<organization id>". */
  principal: string;
  /** Further claims of that kind of principal, as the database reads them. */
  claims?: Record<string, string | null>;
};

type Signer = { key: CryptoKey | Uint8Array; kid: string };
let signer: { text: string; made: Promise<Signer> } | null = null;

/**
 * A token of 60 s for a customer's link or a visitor of the online booking. Its role is anon, which may read no table:
 * the functions of that principal read the claims and check everything else themselves, at each call.
 */
export async function principalToken({ orgId, principal, claims = {} }: PrincipalClaims): Promise<string> {
  const { key, kid } = await signerOf(signingKey());
  const stated = Object.entries(claims).filter(([, value]) => value !== null);
  return new SignJWT({ ...Object.fromEntries(stated), role: "anon", org_id: orgId, principal })
    .setProtectedHeader({ alg: "ES256", kid, typ: "JWT" })
    .setIssuer(`${supabaseUrl()}/auth/v1`)
    .setAudience("authenticated")
    .setIssuedAt()
    .setExpirationTime(`${LIFETIME_S} s`)
    .sign(key);
}

/** Importing a key costs more than a signature, so it is done once for a key. */
function signerOf(text: string): Promise<Signer> {
  if (signer?.text !== text) signer = { text, made: makeSigner(text) };
  return signer.made;
}

/** The CLI writes `key_ops: ["sign", "verify"]`, which Web Crypto refuses for a private key. */
async function makeSigner(text: string): Promise<Signer> {
  const { key_ops: _, ...jwk } = JSON.parse(text) as JWK;
  return { key: await importJWK(jwk, "ES256"), kid: jwk.kid ?? (await calculateJwkThumbprint(jwk)) };
}
