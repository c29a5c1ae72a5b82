import "server-only";
import { randomBytes } from "node:crypto";
import { encryptionKeys } from "@/lib/env";
import { KEY_BYTES, keyNumberOf, keyPlace, seal, SealBroken, unseal } from "@/lib/crypto/sealing";

type MasterKey = { number: number; key: Buffer };

/** `2:<base64>,1:<base64>`: the first wraps, all open. Read at each use, which is once for a key and process. */
export function readMasterKeys(text: string): MasterKey[] {
  const keys = text
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean)
    .map(readOne);
  if (new Set(keys.map(({ number }) => number)).size !== keys.length)
    throw new Error("ENCRYPTION_KEYS names two keys by one number.");
  return keys;
}

/** What is wrong is said without the text: an error ends in a log. */
function readOne(part: string): MasterKey {
  const [number = "", encoded = ""] = part.split(":");
  const key = Buffer.from(encoded, "base64");
  if (!/^[1-9][0-9]{0,8}$/.test(number) || key.length !== KEY_BYTES)
    throw new Error("ENCRYPTION_KEYS takes <number>:<32 bytes base64>, several with commas, newest first.");
  return { number: Number(number), key };
}

/** Null where the installation has no keys: then nothing is sealed and nothing opened. */
function masterKeys(): [MasterKey, ...MasterKey[]] | null {
  const [newest, ...others] = readMasterKeys(encryptionKeys() ?? "");
  return newest ? [newest, ...others] : null;
}

export const hasMasterKeys = () => masterKeys() !== null;

export function newestMaster(): number {
  return required()[0].number;
}

function required(): [MasterKey, ...MasterKey[]] {
  const keys = masterKeys();
  if (!keys)
    throw new Error("ENCRYPTION_KEYS is not set. npm start writes .env.local; .env.example explains it.");
  return keys;
}

export const newDataKey = () => randomBytes(KEY_BYTES);

export function wrapDataKey(orgId: string, number: number, dataKey: Buffer): string {
  const [newest] = required();
  return seal(newest.key, newest.number, keyPlace(orgId, number), dataKey);
}

export function unwrapDataKey(orgId: string, number: number, wrapped: string): Buffer {
  const master = required().find((each) => each.number === keyNumberOf(wrapped));
  if (!master) throw new SealBroken();
  return unseal(master.key, keyPlace(orgId, number), wrapped);
}
