import "server-only";
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

const VERSION = "v1";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
export const KEY_BYTES = 32;

/** Where a secret lies. It is part of what is authenticated: moved to another place it does not open. */
export type SecretPlace = { table: string; column: string; row: string };

/** Says nothing about why: a difference between a wrong key and a changed text would help who tries. */
export class SealBroken extends Error {
  constructor() {
    super("This sealed text does not open here.");
    this.name = "SealBroken";
  }
}

/**
 * `v1.<key number>.<nonce>.<ciphertext>.<tag>`, base64url, AES-256-GCM (NIST SP 800-38D) with a random nonce of 96
 * bits: two texts of one key share a nonce with a chance of 2^-32 only after 2^32 texts, and keys are replaced long
 * before.
 */
export function seal(key: Buffer, number: number, place: string, content: Buffer): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(place, "utf8"));
  const ciphertext = Buffer.concat([cipher.update(content), cipher.final()]);
  const parts = [nonce, ciphertext, cipher.getAuthTag()].map((part) => part.toString("base64url"));
  return [VERSION, number, ...parts].join(".");
}

/** The number of the key a sealed text needs. */
export function keyNumberOf(sealed: string): number {
  const match = /^v1\.([1-9][0-9]{0,8})\./.exec(sealed);
  if (!match) throw new SealBroken();
  return Number(match[1]);
}

export function unseal(key: Buffer, place: string, sealed: string): Buffer {
  const parts = sealed.split(".");
  const [nonce, ciphertext, tag] = parts.slice(2).map(decode);
  const isWhole = parts.length === 5 && parts[0] === VERSION;
  if (!isWhole || nonce?.length !== NONCE_BYTES || tag?.length !== TAG_BYTES || !ciphertext)
    throw new SealBroken();
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(place, "utf8")).setAuthTag(tag);
    return Buffer.concat([decipher.update(ciphertext), decipher.final()]);
  } catch {
    throw new SealBroken();
  }
}

/** Node passes over characters that are no base64url: each text has one spelling here, or a flipped one might open. */
function decode(text: string): Buffer {
  const bytes = Buffer.from(text, "base64url");
  if (bytes.toString("base64url") !== text) throw new SealBroken();
  return bytes;
}

/** As one text in which no part can run into the next: none of them contains a line break. */
export function placeOf(orgId: string, { table, column, row }: SecretPlace): string {
  return ["callout", table, column, orgId, row].join("\n");
}

/** The place of a wrapped data key: another organization's, or another number's, does not open as this one. */
export function keyPlace(orgId: string, number: number): string {
  return placeOf(orgId, { table: "private.organization_keys", column: "wrapped", row: String(number) });
}
