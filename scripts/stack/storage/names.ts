import { invalidKey, StorageFailure } from "./errors";

/** What hosted accepts: the characters that are safe in S3 and nothing beyond ASCII. */
const KEY = /^[\w/!\-.*'() &$@=;:+,?]+$/;
const BUCKET = /^[\w!\-.*'() &$@=;:+,?]{1,63}$/;
const MAX_KEY_LENGTH = 1024;

/**
 * The name of an object, or a refusal. Bytes lie under random names, so that a traversal reaches no other file; names
 * that look like one are refused all the same, because policies decide by the first folder.
 */
export function validKey(key: unknown): string {
  if (typeof key !== "string" || !KEY.test(key) || key.length > MAX_KEY_LENGTH) throw invalidKey(String(key));
  const hasOddFolder = key.split("/").some((part) => part === "" || part === "." || part === "..");
  if (hasOddFolder) throw invalidKey(key);
  return key;
}

export function validBucketName(name: unknown): string {
  if (typeof name === "string" && BUCKET.test(name)) return name;
  throw new StorageFailure(400, "Invalid Input", "Bucket name invalid");
}

/** The parts of an address, decoded one by one: a slash that is written %2F stays within its part. */
export function decodePath(pathname: string): string[] {
  try {
    return pathname.split("/").map(decodeURIComponent);
  } catch {
    throw invalidKey(pathname);
  }
}
