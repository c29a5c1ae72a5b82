import "server-only";
import { invalidField } from "@/lib/errors";

/** What a phone holds: the id of each record with twelve hex digits of what it was. */
export type Known = Record<string, string>;

const ID_BYTES = 16;
const DIGEST_BYTES = 6;
const LINE_BYTES = ID_BYTES + DIGEST_BYTES;

/**
 * The cursor of a phone is all it holds, 22 bytes a record, so the server remembers nothing of any phone: a lost
 * answer, a restored backup or a second tab can make none of them miss a change.
 */
export function encodeKnown(known: Known): string {
  const lines = Object.entries(known).map(([id, digest]) =>
    Buffer.from(id.replaceAll("-", "") + digest, "hex"),
  );
  return Buffer.concat(lines).toString("base64url");
}

export function decodeKnown(cursor: string | undefined): Known {
  const bytes = Buffer.from(cursor ?? "", "base64url");
  if (bytes.length % LINE_BYTES !== 0 || bytes.toString("base64url") !== (cursor ?? "")) {
    throw invalidField("cursor", "invalid_cursor", "This cursor was not made by this address.");
  }
  const known: Known = {};
  for (let at = 0; at < bytes.length; at += LINE_BYTES) {
    const hex = bytes.subarray(at, at + ID_BYTES).toString("hex");
    const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
    known[id] = bytes.subarray(at + ID_BYTES, at + LINE_BYTES).toString("hex");
  }
  return known;
}
