import postgres from "postgres";
import { json } from "../http";

/**
 * An answer with an error as Supabase Storage gives it: the HTTP status is 400 whatever happened, except for our own
 * faults, and what happened stands in the body. storage-js reads `statusCode` and `message`.
 */
export class StorageFailure extends Error {
  readonly status: number;
  readonly word: string;

  /** `status` is the one told in the body. */
  constructor(status: number, word: string, message: string) {
    super(message);
    this.status = status;
    this.word = word;
  }
}

export const noSuchKey = () => new StorageFailure(404, "not_found", "Object not found");
export const noSuchBucket = () => new StorageFailure(404, "Bucket not found", "Bucket not found");
export const noSuchRoute = () => new StorageFailure(404, "not_found", "Route not found");
export const invalidKey = (key: string) => new StorageFailure(400, "InvalidKey", `Invalid key: ${key}`);
export const invalidBody = (message: string) => new StorageFailure(400, "InvalidRequest", message);
export const denied = (message: string) => new StorageFailure(403, "Unauthorized", message);
export const tooLarge = () =>
  new StorageFailure(413, "Payload too large", "The object exceeded the maximum allowed size");
export const wrongType = (type: string) =>
  new StorageFailure(415, "invalid_mime_type", `mime type ${type} is not supported`);
export const invalidSignature = (message: string) => new StorageFailure(400, "InvalidJWT", message);
export const notEmpty = () =>
  new StorageFailure(409, "InvalidRequest", "The bucket you tried to delete is not empty");

const diskFull = () => new StorageFailure(507, "InsufficientStorage", "The disk is full: nothing was stored");

/** A refusal of the database or of the disk in Storage's words; anything else is a fault of ours and passed on as it is. */
export function fromDatabase(error: unknown): unknown {
  if ((error as { code?: unknown } | null)?.code === "ENOSPC") return diskFull();
  if (!(error instanceof postgres.PostgresError)) return error;
  switch (error.code) {
    case "42501":
      return denied("new row violates row-level security policy");
    case "23505":
      return new StorageFailure(409, "Duplicate", "The resource already exists");
    case "23503":
      return new StorageFailure(404, "InvalidRequest", "The related resource does not exist");
    case "53100":
      return diskFull();
    case "57014":
      return new StorageFailure(544, "DatabaseTimeout", "The connection to the database timed out");
    default:
      return error;
  }
}

export function failureResponse(failure: StorageFailure): Response {
  const { status, word, message } = failure;
  const body = { statusCode: String(status), error: word, message };
  return json(body, status === 544 ? 544 : 400, { "cache-control": "no-store" });
}
