import "server-only";
import type { z } from "zod";
import { AppError, notFoundError, type FieldProblem } from "@/lib/errors";

const MAX_BODY_BYTES = 256 * 1024;
/** What a refused request may still send before its connection is cut: our server's own wall (scripts/server). */
const MAX_DISCARDED_BYTES = 4 * 1024 * 1024;

/** Body and the bytes it came as, which the fingerprint of an idempotent call is made of. */
export async function readBody<T>(
  request: Request,
  schema: z.ZodType<T> | undefined,
  maxBytes = MAX_BODY_BYTES,
): Promise<{ body: T; bytes: Uint8Array }> {
  const bytes = await countedBytes(request, maxBytes);
  if (!schema) return { body: undefined as T, bytes };
  if (!/^application\/(json|[\w.-]+\+json)\b/i.test(request.headers.get("content-type") ?? "")) {
    throw new AppError("unsupported_media_type", "Send the body as application/json.");
  }
  return { body: check(schema, parseJson(bytes)), bytes };
}

/** The fields of an HTML form. One given twice is refused, as a parameter is; files are no part of such a form. */
export async function readForm(request: Request, maxBytes = MAX_BODY_BYTES): Promise<Record<string, string>> {
  const bytes = await countedBytes(request, maxBytes);
  if (!/^application\/x-www-form-urlencoded\b/i.test(request.headers.get("content-type") ?? "")) {
    throw new AppError(
      "unsupported_media_type",
      "Send the fields as a form or the body as application/json.",
    );
  }
  return singleValues(new URLSearchParams(new TextDecoder().decode(bytes)));
}

/** The body as it is, for what is no JSON and no form: a picture. */
export function readBytes(request: Request, maxBytes: number): Promise<Uint8Array> {
  return countedBytes(request, maxBytes);
}

/**
 * Counts what really arrives: a length header may be absent or a lie. What is too much is still read, because a
 * connection with half a request in it can't carry the next one, nor safely the answer.
 */
async function countedBytes(request: Request, maxBytes: number): Promise<Uint8Array> {
  const tooLarge = () => new AppError("too_large", `A request may have ${maxBytes} bytes at most.`);
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let total = 0;
  for await (const chunk of chunksOf(request)) {
    total += chunk.byteLength;
    if (total > MAX_DISCARDED_BYTES) throw tooLarge();
    if (total <= maxBytes) chunks.push(chunk);
  }
  if (total > maxBytes) throw tooLarge();
  return Buffer.concat(chunks);
}

/** Reads the body of a request that was refused before anyone looked at it; false when it doesn't end. */
export async function discardBody(request: Request): Promise<boolean> {
  if (request.bodyUsed) return true;
  let total = 0;
  for await (const chunk of chunksOf(request)) {
    total += chunk.byteLength;
    if (total > MAX_DISCARDED_BYTES) return false;
  }
  return true;
}

function chunksOf(request: Request): AsyncIterable<Uint8Array> | Uint8Array[] {
  return (request.body as unknown as AsyncIterable<Uint8Array> | null) ?? [];
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    throw new AppError("invalid_request", "The body is not valid JSON in UTF-8.", { cause: error });
  }
}

/** A parameter given twice is refused rather than one of the two chosen. */
export function readQuery<T>(url: URL, schema: z.ZodType<T> | undefined): T {
  return schema ? check(schema, singleValues(url.searchParams)) : ({} as T);
}

function singleValues(given: URLSearchParams): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of given) {
    if (Object.hasOwn(values, name))
      throw invalid([{ field: name, code: "repeated", message: "Given more than once." }]);
    values[name] = value;
  }
  return values;
}

/** An id that can't exist is a record that does not exist. */
export function readParams<T>(params: Record<string, string>, schema: z.ZodType<T> | undefined): T {
  if (!schema) return {} as T;
  const parsed = schema.safeParse(params);
  if (!parsed.success) throw notFoundError();
  return parsed.data;
}

/** Throws 422 with every field that needs another value. */
export function check<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw invalid(parsed.error.issues.flatMap(fieldProblems));
}

function invalid(errors: FieldProblem[]): AppError {
  return new AppError("invalid", "Some fields need another value.", { errors });
}

/** An unknown field is reported under its own name, not under its parent's. */
function fieldProblems(issue: z.core.$ZodIssue): FieldProblem[] {
  const path = issue.path.map(String);
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      field: [...path, key].join("."),
      code: "unknown_field",
      message: "There is no such field.",
    }));
  }
  return [{ field: path.join("."), code: wordFor(issue), message: issue.message }];
}

function wordFor(issue: z.core.$ZodIssue): string {
  if (issue.code === "custom") return String(issue.params?.code ?? "invalid");
  if (issue.code === "invalid_type") return issue.input === undefined ? "required" : "wrong_type";
  if (issue.code === "too_small")
    return issue.minimum === 1 && issue.origin === "string" ? "required" : "too_small";
  if (issue.code === "invalid_format") return issue.format === "email" ? "invalid_email" : "invalid_format";
  if (issue.code === "invalid_value") return "unknown_value";
  return issue.code === "too_big" ? "too_big" : "invalid";
}
