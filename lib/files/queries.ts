import "server-only";
import { z } from "zod";
import { publicConfig, supabaseUrl } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { refusalOf } from "@/lib/files/refusal";
import { isImageType } from "@/lib/files/rules";
import { file, type contentQuery, type File, type FileReason } from "@/lib/files/schema";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

/** Seconds an address to the bytes is good for: long enough to load, too short to pass on. */
const ADDRESS_S = 60;

const place = z.object({ path: z.string() });
const stored = file.extend({
  bucket: z.string().optional(),
  variants: z.object({ original: place, medium: place.optional(), small: place.optional() }).optional(),
});

/** Throws 404 for a file the person may not see. */
export async function getFile(client: Client, id: string): Promise<File> {
  return file.parse(unwrap(await client.rpc("get_file", { file: id })));
}

/**
 * Where the browser finds the bytes. The address is made under the person's own token, so that Storage asks its
 * policies once more. Documents are always offered for saving: nothing that people send is shown as a page.
 */
export async function addressOfContent(
  client: Client,
  id: string,
  { size, download }: z.output<typeof contentQuery>,
): Promise<string> {
  const held = stored.parse(unwrap(await client.rpc("get_file", { file: id })));
  if (!held.bucket || !held.variants) {
    const detail = held.state === "rejected" ? "This file was refused." : "This file is still being checked.";
    throw new AppError("file_not_ready", detail, { members: { state: held.state } });
  }
  const { path } = held.variants[size] ?? held.variants.original;
  const { data, error } = await client.storage.from(held.bucket).createSignedUrl(path, ADDRESS_S);
  if (error) throw new AppError("unavailable", "The file can't be reached right now.", { cause: error });
  const address = publicAddress(data.signedUrl);
  const isSaved = download === "true" || download === "" || !isImageType(held.mime);
  return isSaved ? `${address}&download=${encodeURIComponent(held.name)}` : address;
}

/** Why bytes that came through this server are not what they are said to be, or null. The worker looks again. */
export function findFault(bytes: Buffer, mime: string): FileReason | null {
  return refusalOf(bytes, { mime, size_bytes: bytes.length, declared_sha256: null });
}

/** The server may know Storage by another name than the browser, which stays on our origin. */
export function publicAddress(url: string): string {
  return url.replace(supabaseUrl(), publicConfig().supabaseUrl);
}
