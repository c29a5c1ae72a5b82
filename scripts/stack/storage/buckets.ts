import { json } from "../http";
import { asCaller } from "./context";
import type { Bucket, Call, StorageContext } from "./context";
import { invalidBody, noSuchBucket, notEmpty } from "./errors";
import { validBucketName } from "./names";
import { parseSize } from "./size";

/** Buckets are rows under policies too; ours has none, so that only the secret key sees or changes them. */
export async function listBuckets(context: StorageContext, call: Call) {
  return json(
    await asCaller(
      context,
      call.caller,
      (sql) => sql<Bucket[]>`
        select id, name, owner, public, file_size_limit::float8, allowed_mime_types, created_at, updated_at
        from storage.buckets order by id`,
    ),
  );
}

export async function readBucket(context: StorageContext, call: Call, id: string) {
  const [bucket] = await asCaller(
    context,
    call.caller,
    (sql) => sql<Bucket[]>`
      select id, name, owner, public, file_size_limit::float8, allowed_mime_types, created_at, updated_at
      from storage.buckets where id = ${id}`,
  );
  if (!bucket) throw noSuchBucket();
  return json(bucket);
}

export async function createBucket(context: StorageContext, call: Call, body: Record<string, unknown>) {
  const name = validBucketName(body.name);
  const { isPublic, limit, types } = rulesOf(body);
  await asCaller(
    context,
    call.caller,
    (sql) => sql`
      insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types)
      values (${validBucketName(body.id ?? name)}, ${name}, ${isPublic}, ${limit}, ${types})`,
  );
  return json({ name });
}

export async function updateBucket(
  context: StorageContext,
  call: Call,
  id: string,
  body: Record<string, unknown>,
) {
  const { isPublic, limit, types } = rulesOf(body);
  const changed = await asCaller(
    context,
    call.caller,
    (sql) => sql`
      update storage.buckets set public = ${isPublic}, file_size_limit = ${limit}, allowed_mime_types = ${types}
      where id = ${id} returning id`,
  );
  if (changed.length === 0) throw noSuchBucket();
  return json({ message: "Successfully updated" });
}

export async function emptyBucket(context: StorageContext, call: Call, id: string) {
  await readBucket(context, call, id);
  const rows = await asCaller(
    context,
    call.caller,
    (sql) =>
      sql<{ version: string }[]>`delete from storage.objects where bucket_id = ${id} returning version`,
  );
  await context.bytes.remove(rows.map((row) => row.version));
  return json({ message: "Successfully emptied" });
}

export async function deleteBucket(context: StorageContext, call: Call, id: string) {
  await readBucket(context, call, id);
  await asCaller(context, call.caller, async (sql) => {
    const [held] = await sql`select from storage.objects where bucket_id = ${id} limit 1`;
    if (held) throw notEmpty();
    await sql`delete from storage.buckets where id = ${id}`;
  });
  return json({ message: "Successfully deleted" });
}

function rulesOf(body: Record<string, unknown>) {
  const { file_size_limit: size } = body;
  const types = body.allowed_mime_types as string[] | null | undefined;
  if (types !== undefined && types !== null && !(Array.isArray(types) && types.every(isText)))
    throw invalidBody("body/allowed_mime_types must be array");
  return {
    isPublic: body.public === true,
    limit: size === undefined || size === null ? null : limitOf(size),
    types: types ?? null,
  };
}

const isText = (value: unknown) => typeof value === "string";

function limitOf(size: unknown): number {
  const bytes = typeof size === "number" ? size : parseSize(String(size));
  if (bytes === undefined || !Number.isInteger(bytes) || bytes < 0)
    throw invalidBody("Invalid file size format, hint: use 20GB / 20MB / 30KB / 3B");
  return bytes;
}
