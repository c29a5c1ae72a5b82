import "server-only";
import { createClient } from "@supabase/supabase-js";
import WebSocket from "ws";
import { secretKey, supabaseUrl } from "@/lib/env";

/**
 * The bytes of files for the worker, which alone reads what is unchecked and writes what is shown. The secret key is
 * used for nothing but Storage: rows go through ops.* functions on the worker's own login.
 */
function storage() {
  return createClient(supabaseUrl(), secretKey(), {
    auth: { persistSession: false, autoRefreshToken: false },
    realtime: { transport: WebSocket as unknown as typeof globalThis.WebSocket },
  }).storage;
}

/** null when there is no such object. */
export async function readObject(bucket: string, path: string): Promise<Buffer | null> {
  const { data, error } = await storage().from(bucket).download(path);
  if (data) return Buffer.from(await data.arrayBuffer());
  if ("statusCode" in error && error.statusCode === "404") return null;
  throw new Error(`Storage did not hand out ${bucket}/${path}: ${error.message}`, { cause: error });
}

/** Writing the same twice is the same as once: the name says what the bytes are. */
export async function writeObject(bucket: string, path: string, bytes: Buffer, mime: string): Promise<void> {
  const options = { contentType: mime, upsert: true, cacheControl: "3600" };
  const { error } = await storage().from(bucket).upload(path, bytes, options);
  if (error) throw new Error(`Storage did not take ${bucket}/${path}: ${error.message}`, { cause: error });
}

/** The same for what is too large for memory: a Blob of a file is read as it is sent. */
export async function writeBlob(bucket: string, path: string, bytes: Blob, mime: string): Promise<void> {
  const { error } = await storage().from(bucket).upload(path, bytes, { contentType: mime, upsert: true });
  if (error) throw new Error(`Storage did not take ${bucket}/${path}: ${error.message}`, { cause: error });
}

/** What is gone already is no error. */
export async function removeObjects(bucket: string, paths: string[]): Promise<void> {
  if (paths.length === 0) return;
  const { error } = await storage().from(bucket).remove(paths);
  if (error) throw new Error(`Storage did not remove from ${bucket}: ${error.message}`, { cause: error });
}
