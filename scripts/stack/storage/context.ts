import type { Readable } from "node:stream";
import type postgres from "postgres";
import type { Claims } from "../tokens";
import type { Bytes } from "./bytes";
import { denied, invalidBody, noSuchBucket } from "./errors";
import type { Signer } from "./signing";

export type StorageContext = {
  /** As supabase_storage_admin, who owns the tables and may become the API roles. */
  sql: postgres.Sql;
  bytes: Bytes;
  signer: Signer;
  /** Of the whole project, over what a bucket allows. */
  maxBytes: number;
};

/** One request; its body is not read yet. */
export type Call = {
  request: Request;
  url: URL;
  body: Readable;
  /** "service" may do everything: the signature of the address was checked instead. */
  caller: Claims | "service";
};

export type Bucket = {
  id: string;
  name: string;
  owner: string | null;
  public: boolean;
  file_size_limit: number | null;
  allowed_mime_types: string[] | null;
  created_at: Date;
  updated_at: Date;
};

export type StoredObject = {
  id: string;
  bucket_id: string;
  name: string;
  owner: string | null;
  owner_id: string | null;
  version: string;
  metadata: ObjectMetadata;
  user_metadata: Record<string, unknown> | null;
  created_at: Date;
  updated_at: Date;
  last_accessed_at: Date;
};

export type ObjectMetadata = {
  eTag: string;
  size: number;
  mimetype: string;
  cacheControl: string;
  lastModified: string;
  contentLength: number;
  httpStatusCode: number;
};

const API_ROLES = ["anon", "authenticated", "service_role"];
const MAX_JSON_BYTES = 1024 * 1024;

/** A transaction as the caller: its role, its claims, and the limit of time its role has. */
export async function asCaller<T>(
  { sql }: StorageContext,
  caller: Call["caller"],
  work: (transaction: postgres.TransactionSql) => Promise<T>,
): Promise<T> {
  const { value } = (await sql.begin(async (transaction) => {
    await enter(transaction, caller);
    return { value: await work(transaction) };
  })) as { value: T };
  return value;
}

/** From here to its end the transaction is the caller's. */
export async function enter(transaction: postgres.TransactionSql, caller: Call["caller"]): Promise<void> {
  if (caller === "service") return;
  const role = typeof caller.role === "string" ? caller.role : "anon";
  if (!API_ROLES.includes(role)) throw denied(`role "${role}" is not allowed`);
  await transaction`select
    set_config('role', ${role}, true),
    set_config('request.jwt.claims', ${JSON.stringify({ ...caller, role })}, true),
    set_config('statement_timeout', ${role === "anon" ? "3s" : "8s"}, true),
    set_config('storage.allow_delete_query', 'true', true)`;
}

export async function findBucket({ sql }: StorageContext, id: string): Promise<Bucket> {
  const [bucket] = await sql<Bucket[]>`
    select id, name, owner, public, file_size_limit::float8, allowed_mime_types, created_at, updated_at
    from storage.buckets where id = ${id}`;
  if (!bucket) throw noSuchBucket();
  return bucket;
}

export const ownerOf = (caller: Call["caller"]) =>
  caller !== "service" && typeof caller.sub === "string" ? caller.sub : null;

/** A request's JSON object; every field of it is checked where it is used. */
export async function readJson(body: Readable): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_JSON_BYTES) throw invalidBody("The request is too large");
    chunks.push(chunk);
  }
  if (size === 0) return {};
  try {
    const parsed: unknown = JSON.parse(Buffer.concat(chunks).toString("utf8"));
    if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)) {
      return parsed as Record<string, unknown>;
    }
  } catch {
    // Said below, as for every other body that is no object.
  }
  throw invalidBody("The request body must be a JSON object");
}
