import { generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { isIPv4 } from "node:net";

/** PEM, as a server and NODE_EXTRA_CA_CERTS take them. */
export type Certified = { cert: string; key: string };
export type Authority = Certified & { name: string };

const DAY_MS = 86_400_000;

/** DER (X.690): a tag, the length of what follows, and that. */
function der(tag: number, ...parts: Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const bytes: number[] = [];
  for (let rest = content.length; rest > 0; rest >>>= 8) bytes.unshift(rest & 0xff);
  const length = content.length < 0x80 ? [content.length] : [0x80 | bytes.length, ...bytes];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}

const sequence = (...parts: Uint8Array[]) => der(0x30, ...parts);
const bits = (content: Uint8Array) => der(0x03, Buffer.from([0]), content);
const identifier = (hex: string) => der(0x06, Buffer.from(hex, "hex"));
const text = (tag: number, words: string) => der(tag, Buffer.from(words, "utf8"));

const SIGNED_BY = sequence(identifier("2a8648ce3d040302")); // ecdsa-with-SHA256
const COMMON_NAME = identifier("550403");
const BASIC_CONSTRAINTS = identifier("551d13");
const ALTERNATIVE_NAMES = identifier("551d11");

const named = (name: string) => sequence(der(0x31, sequence(COMMON_NAME, text(0x0c, name))));

/** UTCTime, which holds the years to 2049 (RFC 5280 §4.1.2.5.1). */
const time = (instant: Date) => text(0x17, `${instant.toISOString().replaceAll(/[-:T]/g, "").slice(2, 14)}Z`);

const extension = (kind: Buffer, value: Buffer) =>
  sequence(kind, der(0x01, Buffer.from([0xff])), der(0x04, value));

const alternative = (name: string) =>
  isIPv4(name) ? der(0x87, Buffer.from(name.split(".").map(Number))) : text(0x82, name);

type Wanted = { subject: string; issuer: string; extensions: Buffer[]; from: Date; until: Date };

/** An X.509 certificate (RFC 5280 §4.1) of version 3 for a new key, signed by `signer` or by itself. */
function certify({ subject, issuer, extensions, from, until }: Wanted, signer?: string): Certified {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const key = privateKey.export({ format: "pem", type: "pkcs8" }).toString();
  const serial = Buffer.concat([Buffer.from([0x01]), randomBytes(15)]);
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, serial),
    SIGNED_BY,
    named(issuer),
    sequence(time(from), time(until)),
    named(subject),
    publicKey.export({ format: "der", type: "spki" }),
    der(0xa3, sequence(...extensions)),
  );
  const whole = sequence(body, SIGNED_BY, bits(sign("sha256", body, signer ?? key)));
  const lines = whole.toString("base64").replaceAll(/.{64}/g, "$&\n").trimEnd();
  return { cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`, key };
}

/** An authority of one run: nobody trusts it but whom a test tells to. */
export function createAuthority(name: string): Authority {
  const isAuthority = extension(BASIC_CONSTRAINTS, sequence(der(0x01, Buffer.from([0xff]))));
  const from = new Date(Date.now() - 2 * DAY_MS);
  const until = new Date(Date.now() + 2 * DAY_MS);
  return { name, ...certify({ subject: name, issuer: name, extensions: [isAuthority], from, until }) };
}

/** A server's certificate for these names and IPv4 addresses; `endedMs` ago it became invalid. */
export function issueCertificate(authority: Authority, names: string[], endedMs = -DAY_MS): Certified {
  const extensions = [extension(ALTERNATIVE_NAMES, sequence(...names.map(alternative)))];
  const from = new Date(Date.now() - 2 * DAY_MS);
  const until = new Date(Date.now() - endedMs);
  return certify({ subject: "Mail server", issuer: authority.name, extensions, from, until }, authority.key);
}
