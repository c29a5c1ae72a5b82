import { createHmac } from "node:crypto";
import { errors, jwtVerify, SignJWT } from "jose";
import { invalidSignature } from "./errors";

/** `read` opens one object, `upload` lets one object be put in place by its owner. */
export type Signed =
  { use: "read"; url: string } | { use: "upload"; url: string; owner: string | null; upsert: boolean };

export type Signer = {
  sign(payload: Signed, seconds: number): Promise<string>;
  /** Refuses what is forged, expired, for another object or for another use. */
  open<Use extends Signed["use"]>(
    token: string | null,
    use: Use,
    url: string,
  ): Promise<Extract<Signed, { use: Use }>>;
};

export function createSigner(secretKey: string): Signer {
  const key = createHmac("sha256", secretKey).update("storage addresses").digest();
  return {
    sign: (payload, seconds) =>
      new SignJWT(payload)
        .setProtectedHeader({ alg: "HS256", typ: "JWT" })
        .setIssuedAt()
        .setExpirationTime(Math.floor(Date.now() / 1000) + seconds)
        .sign(key),
    async open<Use extends Signed["use"]>(token: string | null, use: Use, url: string) {
      const payload = await verify(token ?? "", key);
      if (payload.use !== use) throw invalidSignature("The token is for another use");
      if (payload.url !== url) throw invalidSignature("The url do not match the signature");
      return payload as Extract<Signed, { use: Use }>;
    },
  };
}

async function verify(token: string, key: Uint8Array): Promise<Record<string, unknown>> {
  try {
    return (await jwtVerify(token, key, { algorithms: ["HS256"] })).payload;
  } catch (error) {
    throw invalidSignature(
      error instanceof errors.JWTExpired ? '"exp" claim timestamp check failed' : "Invalid JWT",
    );
  }
}
