import { randomUUID } from "node:crypto";
import { json } from "../http";
import { asCaller, findBucket, ownerOf } from "./context";
import type { Call, StorageContext } from "./context";
import { invalidBody, noSuchKey } from "./errors";
import { validBucketName, validKey } from "./names";
import { findObject } from "./read";

const MOST_REMOVED = 1000;
const isId = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

function placesOf(body: Record<string, unknown>) {
  const bucketId = validBucketName(body.bucketId);
  return {
    bucketId,
    source: validKey(body.sourceKey),
    targetBucketId: body.destinationBucket === undefined ? bucketId : validBucketName(body.destinationBucket),
    target: validKey(body.destinationKey),
  };
}

/** A move changes the row alone: it needs to see the object, to update it, and to be allowed the new place. */
export async function moveObject(context: StorageContext, call: Call, body: Record<string, unknown>) {
  const { bucketId, source, targetBucketId, target } = placesOf(body);
  const found = await findObject(context, call.caller, bucketId, source);
  await findBucket(context, targetBucketId);
  const moved = await asCaller(
    context,
    call.caller,
    (sql) => sql`
      update storage.objects set bucket_id = ${targetBucketId}, name = ${target}
      where id = ${found.id} returning id`,
  );
  if (moved.length === 0) throw noSuchKey();
  return json({ message: "Successfully moved", Id: found.id, Key: `${targetBucketId}/${target}` });
}

export async function copyObject(context: StorageContext, call: Call, body: Record<string, unknown>) {
  const { bucketId, source, targetBucketId, target } = placesOf(body);
  const found = await findObject(context, call.caller, bucketId, source);
  await findBucket(context, targetBucketId);
  const version = await context.bytes.copy(found.version);
  const ownerId = ownerOf(call.caller);
  const owner = ownerId !== null && isId(ownerId) ? ownerId : null;
  const id = randomUUID();
  try {
    await asCaller(
      context,
      call.caller,
      (sql) => sql`
        insert into storage.objects (id, bucket_id, name, owner, owner_id, version, metadata, user_metadata)
        values (${id}, ${targetBucketId}, ${target}, ${owner}, ${ownerId}, ${version}, ${sql.json(found.metadata)},
          ${found.user_metadata ? sql.json(found.user_metadata as never) : null})`,
    );
    return json({ Id: id, Key: `${targetBucketId}/${target}` });
  } catch (error) {
    await context.bytes.remove([version]);
    throw error;
  }
}

export async function removeObject(context: StorageContext, call: Call, bucketId: string, name: string) {
  const removed = await removeRows(context, call, bucketId, [validKey(name)]);
  if (removed.length === 0) throw noSuchKey();
  return json({ message: "Successfully deleted" });
}

/** Answers what was removed; what is hidden or gone is left out without an error, as on hosted. */
export async function removeObjects(
  context: StorageContext,
  call: Call,
  bucketId: string,
  body: Record<string, unknown>,
) {
  const names = Array.isArray(body.prefixes) ? body.prefixes.map(String) : [];
  if (names.length === 0 || names.length > MOST_REMOVED)
    throw invalidBody(`body/prefixes must hold 1 to ${MOST_REMOVED} names`);
  return json(await removeRows(context, call, bucketId, names));
}

async function removeRows(context: StorageContext, call: Call, bucketId: string, names: string[]) {
  const rows = await asCaller(context, call.caller, async (sql) => {
    return sql<Record<string, unknown>[]>`
      delete from storage.objects where bucket_id = ${bucketId} and name = any (${names})
      returning bucket_id, name, owner, owner_id, id, version, metadata, user_metadata, created_at, updated_at,
        last_accessed_at`;
  });
  // After the commit: bytes without a row are swept away later, a row without bytes would be a broken file.
  await context.bytes.remove(rows.map((row) => String(row.version)).filter(isId));
  return rows;
}
