import { Readable } from "node:stream";
import { json } from "../http";
import { asCaller, findBucket } from "./context";
import type { Call, StorageContext, StoredObject } from "./context";
import { invalidBody, noSuchBucket, noSuchKey, StorageFailure } from "./errors";
import { validKey } from "./names";

const LONGEST_ADDRESS_S = 10 * 365 * 86_400;
const MOST_ADDRESSES = 500;

/** The row as the caller's policies show it; what they hide is not there. */
export async function findObject(
  context: StorageContext,
  caller: Call["caller"],
  bucketId: string,
  name: string,
): Promise<StoredObject> {
  const [found] = await asCaller(
    context,
    caller,
    (sql) => sql<StoredObject[]>`
      select id, bucket_id, name, owner, owner_id, version, metadata, user_metadata, created_at, updated_at,
        last_accessed_at
      from storage.objects where bucket_id = ${bucketId} and name = ${name}`,
  );
  if (!found?.version) throw noSuchKey();
  return found;
}

export async function downloadObject(context: StorageContext, call: Call, bucketId: string, name: string) {
  return send(context, call, await findObject(context, call.caller, bucketId, validKey(name)));
}

export async function downloadPublic(context: StorageContext, call: Call, bucketId: string, name: string) {
  if (!(await findBucket(context, bucketId)).public) throw noSuchBucket();
  return send(context, call, await findObject(context, "service", bucketId, validKey(name)));
}

export async function downloadSigned(context: StorageContext, call: Call, bucketId: string, name: string) {
  await context.signer.open(call.url.searchParams.get("token"), "read", `${bucketId}/${name}`);
  return send(context, call, await findObject(context, "service", bucketId, name));
}

export async function describeObject(context: StorageContext, call: Call, bucketId: string, name: string) {
  const found = await findObject(context, call.caller, bucketId, validKey(name));
  return json({
    id: found.id,
    name: found.name,
    version: found.version,
    bucket_id: found.bucket_id,
    size: found.metadata.size,
    content_type: found.metadata.mimetype,
    cache_control: found.metadata.cacheControl,
    etag: found.metadata.eTag,
    metadata: found.user_metadata ?? {},
    last_modified: found.updated_at,
    created_at: found.created_at,
  });
}

export async function signObject(
  context: StorageContext,
  call: Call,
  bucketId: string,
  name: string,
  body: Record<string, unknown>,
) {
  await findObject(context, call.caller, bucketId, validKey(name));
  return json({ signedURL: await addressOf(context, bucketId, name, secondsOf(body)) });
}

/** Each path is answered on its own: one that is hidden does not spoil the others. */
export async function signObjects(
  context: StorageContext,
  call: Call,
  bucketId: string,
  body: Record<string, unknown>,
) {
  const seconds = secondsOf(body);
  const names = Array.isArray(body.paths) ? body.paths.map(String) : [];
  if (names.length === 0 || names.length > MOST_ADDRESSES)
    throw invalidBody(`body/paths must hold 1 to ${MOST_ADDRESSES} names`);
  const rows = await asCaller(
    context,
    call.caller,
    (sql) =>
      sql<
        { name: string }[]
      >`select name from storage.objects where bucket_id = ${bucketId} and name = any (${names})`,
  );
  const visible = new Set(rows.map((row) => row.name));
  const missing = "Either the object does not exist or you do not have access to it";
  return json(
    await Promise.all(
      names.map(async (name) =>
        visible.has(name)
          ? { error: null, path: name, signedURL: await addressOf(context, bucketId, name, seconds) }
          : { error: missing, path: name, signedURL: null },
      ),
    ),
  );
}

async function addressOf({ signer }: StorageContext, bucketId: string, name: string, seconds: number) {
  const url = `${bucketId}/${name}`;
  // Not encoded, as on hosted: storage-js encodes the whole address.
  return `/object/sign/${url}?token=${await signer.sign({ use: "read", url }, seconds)}`;
}

function secondsOf(body: Record<string, unknown>): number {
  const seconds = Number(body.expiresIn);
  if (Number.isInteger(seconds) && seconds >= 1 && seconds <= LONGEST_ADDRESS_S) return seconds;
  throw invalidBody("body/expiresIn must be >= 1");
}

/**
 * The bytes, whole or the range asked for. Nothing here is ever shown as a page of this origin: types are not guessed,
 * and a document that is opened may run nothing.
 */
async function send({ bytes }: StorageContext, { request, url }: Call, found: StoredObject) {
  const { metadata } = found;
  const size = await bytes.sizeOf(found.version);
  if (size === null) throw noSuchKey();
  const headers: Record<string, string> = {
    // As on hosted: a page is shown as its source.
    "content-type": metadata.mimetype === "text/html" ? "text/plain" : metadata.mimetype,
    "cache-control": metadata.cacheControl,
    etag: metadata.eTag,
    "last-modified": found.updated_at.toUTCString(),
    "accept-ranges": "bytes",
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; sandbox",
    "x-robots-tag": "none",
    ...attachment(url.searchParams.get("download")),
  };
  if (request.headers.get("if-none-match") === metadata.eTag)
    return new Response(null, { status: 304, headers });
  const range = rangeOf(request.headers.get("range"), size);
  const [start, end] = range ?? [0, size - 1];
  headers["content-length"] = String(end - start + 1);
  if (range) headers["content-range"] = `bytes ${start}-${end}/${size}`;
  const isEmpty = request.method === "HEAD" || size === 0;
  const body = isEmpty ? null : Readable.toWeb(bytes.read(found.version, { start, end }));
  return new Response(body as ReadableStream | null, { status: range ? 206 : 200, headers });
}

function attachment(name: string | null): Record<string, string> {
  if (name === null) return {};
  const encoded = encodeURIComponent(name);
  const named = name ? ` filename=${encoded}; filename*=UTF-8''${encoded};` : "";
  return { "content-disposition": `attachment;${named}` };
}

/** One range (RFC 9110 §14.1.2), first and last byte; several, and other units, are answered with everything. */
function rangeOf(header: string | null, size: number): [number, number] | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? "");
  if (!match || (match[1] === "" && match[2] === "") || size === 0) return undefined;
  const [, from = "", to = ""] = match;
  const start = from === "" ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === "" || to === "" ? size - 1 : Math.min(Number(to), size - 1);
  if (start >= size || end < start)
    throw new StorageFailure(416, "InvalidRange", "The requested range is not satisfiable");
  return [start, end];
}
