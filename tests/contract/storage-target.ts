import { randomUUID } from "node:crypto";
import { readdirSync } from "node:fs";
import type { SupabaseClient } from "@supabase/supabase-js";
import { expect } from "vitest";
import { openTarget } from "./support/target";
import type { Target } from "./support/target";

export const BUCKET = "contract-files";
export const PUBLIC_BUCKET = "contract-public";
/** Where one may put things and see none. */
export const DROPBOX = "dropbox-contract";
export const MAX_BYTES = 300_000;

/** A project with two buckets, in the private one a person may do everything below the folder of his own id. */
export type StorageTarget = Target & {
  /** Somebody new: his id, his client and his token. */
  person(): Promise<{ id: string; client: SupabaseClient; token: string }>;
};

const POLICIES = `
  create policy contract_files_drop on storage.objects for insert to authenticated
    with check (bucket_id = 'dropbox-contract' and (storage.foldername(name))[1] = (select auth.uid())::text);
  create policy contract_files_select on storage.objects for select to authenticated
    using (bucket_id like 'contract-%' and (storage.foldername(name))[1] = (select auth.uid())::text);
  create policy contract_files_insert on storage.objects for insert to authenticated
    with check (bucket_id like 'contract-%' and (storage.foldername(name))[1] = (select auth.uid())::text);
  create policy contract_files_update on storage.objects for update to authenticated
    using (bucket_id like 'contract-%' and (storage.foldername(name))[1] = (select auth.uid())::text)
    with check (bucket_id like 'contract-%' and (storage.foldername(name))[1] = (select auth.uid())::text);
  create policy contract_files_delete on storage.objects for delete to authenticated
    using (bucket_id like 'contract-%' and (storage.foldername(name))[1] = (select auth.uid())::text);`;

const DROP_POLICIES = ["select", "insert", "update", "delete", "drop"]
  .map((verb) => `drop policy if exists contract_files_${verb} on storage.objects;`)
  .join("\n");

export async function openStorageTarget(): Promise<StorageTarget> {
  const target = await openTarget();
  const service = target.service();
  await removeBuckets(service);
  await target.sql.unsafe(DROP_POLICIES).simple();
  await target.sql.unsafe(POLICIES).simple();
  const kept = await service.storage.createBucket(BUCKET, {
    public: false,
    fileSizeLimit: MAX_BYTES,
    allowedMimeTypes: ["image/png", "text/plain", "application/*"],
  });
  expect(kept.error).toBeNull();
  expect((await service.storage.createBucket(DROPBOX, { public: false })).error).toBeNull();
  const open = await service.storage.createBucket(PUBLIC_BUCKET, { public: true });
  expect(open.error).toBeNull();
  return {
    ...target,
    async person() {
      const id = randomUUID();
      const client = await target.client({ sub: id });
      return { id, client, token: await target.token({ sub: id }) };
    },
    async close() {
      await removeBuckets(service);
      await target.sql.unsafe(DROP_POLICIES).simple();
      await target.close();
    },
  };
}

async function removeBuckets(service: SupabaseClient): Promise<void> {
  for (const id of [BUCKET, PUBLIC_BUCKET, DROPBOX]) {
    await service.storage.emptyBucket(id);
    await service.storage.deleteBucket(id);
  }
}

/** What a failed call says, in the two fields everybody decides by. */
export function failure(error: unknown): { statusCode: string | undefined; message: string } | null {
  if (!error) return null;
  const { statusCode, message } = error as { statusCode?: string; message: string };
  return { statusCode, message };
}

/** Every file below the folder where bytes lie; undefined for a project whose disk is not ours to look at. */
export function filesOf(target: Target): string[] | undefined {
  if (!target.objectsFolder) return undefined;
  const entries = readdirSync(target.objectsFolder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
}

export const NOT_FOUND = { statusCode: "404", message: "Object not found" };
export const REFUSED = { statusCode: "403", message: "new row violates row-level security policy" };
