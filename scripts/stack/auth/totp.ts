import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";
import { isSame } from "../same";

/** RFC 6238 with what every authenticator app assumes: SHA-1, six digits, half a minute. */
const PERIOD_S = 30;
const DIGITS = 6;
/** Codes of the step before and after are taken too: phones' clocks differ. */
const SKEW_STEPS = 1;
const SECRET_BYTES = 20;
const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

export function newSecret(): string {
  // 256 is a multiple of 32: every letter is equally likely.
  return Array.from(randomBytes((SECRET_BYTES * 8) / 5), (byte) => BASE32.charAt(byte & 31)).join("");
}

function secretBytes(secret: string): Buffer {
  const bits = Array.from(secret, (letter) => BASE32.indexOf(letter).toString(2).padStart(5, "0")).join("");
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

/** The code of a moment (RFC 4226, section 5.3, over the number of half minutes since 1970). */
export function codeAt(secret: string, atMs: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(atMs / 1000 / PERIOD_S)));
  const digest = createHmac("sha1", secretBytes(secret)).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 15;
  const number = digest.readUInt32BE(offset) & 0x7fffffff;
  return String(number % 10 ** DIGITS).padStart(DIGITS, "0");
}

export function isCode(secret: string, code: string, nowMs: number): boolean {
  const steps = Array.from({ length: 2 * SKEW_STEPS + 1 }, (_, index) => index - SKEW_STEPS);
  // All are compared, so that the time tells nothing of which one it was.
  return steps
    .map((step) => isSame(codeAt(secret, nowMs + step * PERIOD_S * 1000), code.trim()))
    .includes(true);
}

/** What the QR code holds: Google's key URI format, in the order GoTrue writes it. */
export function keyUri(secret: string, issuer: string, account: string): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`;
  const fields = [
    ["algorithm", "SHA1"],
    ["digits", String(DIGITS)],
    ["issuer", issuer],
    ["period", String(PERIOD_S)],
    ["secret", secret],
  ].map(([name, value]) => `${name}=${encodeURIComponent(value ?? "")}`);
  return `otpauth://totp/${label}?${fields.join("&")}`;
}

const ALGORITHM = "aes-gcm-hkdf";
const KEY_ID = "secret-key";

const keyOf = (master: string, factorId: string): Buffer =>
  Buffer.from(hkdfSync("sha256", master, "", `totp secret ${factorId}`, 32));

/**
 * Sealed in the shape GoTrue's own encryption writes, because whoever holds a copy of the database must not be able
 * to make codes. Bound to its factor: moved to another row it does not open.
 */
export function sealSecret(master: string, factorId: string, secret: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", keyOf(master, factorId), nonce);
  const data = Buffer.concat([cipher.update(secret, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return JSON.stringify({
    key_id: KEY_ID,
    alg: ALGORITHM,
    data: data.toString("base64"),
    nonce: nonce.toString("base64"),
  });
}

export function openSecret(master: string, factorId: string, sealed: string): string {
  const { data, nonce } = JSON.parse(sealed) as { data: string; nonce: string };
  const bytes = Buffer.from(data, "base64");
  const decipher = createDecipheriv("aes-256-gcm", keyOf(master, factorId), Buffer.from(nonce, "base64"));
  decipher.setAuthTag(bytes.subarray(-16));
  return decipher.update(bytes.subarray(0, -16), undefined, "utf8") + decipher.final("utf8");
}
