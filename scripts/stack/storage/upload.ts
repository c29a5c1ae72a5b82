import { randomUUID } from "node:crypto";
import type { Readable } from "node:stream";
import type postgres from "postgres";
import { json } from "../http";
import { asCaller, enter, findBucket, ownerOf } from "./context";
import type { Bucket, Call, ObjectMetadata, StorageContext } from "./context";
import { invalidBody, tooLarge, wrongType } from "./errors";
import { openForm } from "./multipart";
import { validKey } from "./names";

type Place = { bucketId: string; name: string; isUpsert: boolean; owner: string | null };
type Content = {
  type: string;
  cacheControl: string;
  userMetadata: Record<string, unknown> | null;
  chunks: AsyncIterable<Buffer>;
};

const UPLOAD_ADDRESS_S = 2 * 3600;
const isId = (text: string | null) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text ?? "");

/** POST writes a new object, or replaces with `x-upsert`; PUT replaces or writes. */
export async function uploadObject(context: StorageContext, call: Call, bucketId: string, name: string) {
  const isUpsert = call.request.method === "PUT" || call.request.headers.get("x-upsert") === "true";
  const id = await store(context, call, { bucketId, name, isUpsert, owner: ownerOf(call.caller) });
  return json({ Id: id, Key: `${bucketId}/${name}` });
}

/** An address that lets whoever has it put this one object in place, for two hours, in the caller's name. */
export async function signUpload(context: StorageContext, call: Call, bucketId: string, name: string) {
  await findBucket(context, bucketId);
  const isUpsert = call.request.headers.get("x-upsert") === "true";
  const owner = ownerOf(call.caller);
  await requirePermission(context, call, { bucketId, name: validKey(name), isUpsert, owner });
  const url = `${bucketId}/${name}`;
  const token = await context.signer.sign({ use: "upload", url, owner, upsert: isUpsert }, UPLOAD_ADDRESS_S);
  return json({ url: `/object/upload/sign/${url}?token=${token}`, token });
}

export async function uploadSigned(context: StorageContext, call: Call, bucketId: string, name: string) {
  const token = call.url.searchParams.get("token");
  const signed = await context.signer.open(token, "upload", `${bucketId}/${name}`);
  const place = { bucketId, name, isUpsert: signed.upsert, owner: signed.owner };
  await store(context, { ...call, caller: "service" }, place);
  return json({ Key: `${bucketId}/${name}` });
}

async function store(context: StorageContext, call: Call, place: Place): Promise<string> {
  validKey(place.name);
  const bucket = await findBucket(context, place.bucketId);
  const maxBytes = Math.min(bucket.file_size_limit ?? context.maxBytes, context.maxBytes);
  // Who may not write here is told so before sending the bytes, and a body that says it is too large is not read.
  if (Number(call.request.headers.get("content-length") ?? 0) > maxBytes + 64 * 1024) throw tooLarge();
  await requirePermission(context, call, place);
  const content = await openContent(call.request, call.body);
  requireType(bucket, content.type);
  const { version, size, eTag } = await context.bytes.receive(content.chunks, maxBytes);
  try {
    const metadata: ObjectMetadata = {
      eTag,
      size,
      mimetype: content.type,
      cacheControl: content.cacheControl,
      lastModified: new Date().toISOString(),
      contentLength: size,
      httpStatusCode: 200,
    };
    const row = { ...place, version, metadata, userMetadata: content.userMetadata };
    const { id, replaced } = await writeRow(context, call, row);
    if (replaced) await context.bytes.remove([replaced]);
    return id;
  } catch (error) {
    await context.bytes.remove([version]);
    throw error;
  }
}

type Row = Place & {
  version: string;
  metadata: Partial<ObjectMetadata>;
  userMetadata: Record<string, unknown> | null;
};

/** The row under the caller's policies, and the version whose bytes it replaced. */
async function writeRow({ sql }: StorageContext, call: Call, row: Row) {
  return sql.begin(async (transaction) => {
    // Two uploads to one name follow one another, so that each knows whose bytes it replaces.
    await transaction`select pg_advisory_xact_lock(hashtextextended(${`${row.bucketId}/${row.name}`}, 0))`;
    const [found] = await transaction<{ version: string }[]>`
      select version from storage.objects where bucket_id = ${row.bucketId} and name = ${row.name}`;
    await enter(transaction, call.caller);
    const id = await insert(transaction, row);
    return { id, replaced: row.isUpsert ? found?.version : undefined };
  });
}

/**
 * Nothing is read back of a new row: as on hosted, who may insert need not see what he inserted. Replacing one needs
 * the right to see and to update it.
 */
async function insert(sql: postgres.TransactionSql, row: Row): Promise<string> {
  const id = randomUUID();
  const owner = row.owner !== null && isId(row.owner) ? row.owner : null;
  const metadata = sql.json(row.metadata);
  const userMetadata = row.userMetadata ? sql.json(row.userMetadata as postgres.JSONValue) : null;
  const replacing = row.isUpsert
    ? sql`on conflict (bucket_id, name) do update set version = excluded.version, metadata = excluded.metadata,
        user_metadata = excluded.user_metadata, owner = excluded.owner, owner_id = excluded.owner_id returning id`
    : sql``;
  const [written] = await sql<{ id: string }[]>`
    insert into storage.objects (id, bucket_id, name, owner, owner_id, version, metadata, user_metadata)
    values (${id}, ${row.bucketId}, ${row.name}, ${owner}, ${row.owner}, ${row.version}, ${metadata}, ${userMetadata})
    ${replacing}`;
  return written?.id ?? id;
}

/** Carries a probe's transaction to its end without its effects. */
const undo = Symbol("undo");

async function requirePermission(context: StorageContext, call: Call, place: Place): Promise<void> {
  try {
    await asCaller(context, call.caller, async (transaction) => {
      await insert(transaction, { ...place, version: "", metadata: {}, userMetadata: null });
      // oxlint-disable-next-line typescript/only-throw-error
      throw undo;
    });
  } catch (error) {
    if (error !== undo) throw error;
  }
}

async function openContent(request: Request, body: Readable): Promise<Content> {
  const chunks = body.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
  const contentType = request.headers.get("content-type") ?? "application/octet-stream";
  if (!/^multipart\/form-data\b/i.test(contentType)) {
    const encoded = request.headers.get("x-metadata");
    return {
      type: bareType(contentType),
      cacheControl: request.headers.get("cache-control") ?? "no-cache",
      userMetadata: parseMetadata(encoded && Buffer.from(encoded, "base64").toString("utf8")),
      chunks,
    };
  }
  const form = await openForm(chunks, contentType);
  const seconds = form.fields.get("cacheControl");
  return {
    type: bareType(form.type),
    cacheControl: seconds && /^\d{1,9}$/.test(seconds) ? `max-age=${seconds}` : "no-cache",
    userMetadata: parseMetadata(form.fields.get("metadata") ?? null),
    chunks: form.file,
  };
}

const bareType = (type: string) => (type.split(";")[0] ?? "").trim().toLowerCase();

function parseMetadata(text: string | null): Record<string, unknown> | null {
  if (!text) return null;
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed))
      return parsed as Record<string, unknown>;
  } catch {
    // Said below.
  }
  throw invalidBody("The metadata must be a JSON object");
}

function requireType(bucket: Bucket, type: string): void {
  const allowed = bucket.allowed_mime_types ?? [];
  if (allowed.length === 0) return;
  const fits = (each: string) => each === type || (each.endsWith("/*") && type.startsWith(each.slice(0, -1)));
  if (!allowed.some(fits)) throw wrongType(type);
}
