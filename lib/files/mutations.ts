import "server-only";
import { z } from "zod";
import { AppError } from "@/lib/errors";
import { publicAddress } from "@/lib/files/queries";
import { file, type Declared, type File, type fileCreate, type Upload } from "@/lib/files/schema";
import type { Outcome } from "@/lib/http/answer";
import { outcomeFrom } from "@/lib/http/writing";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

const BUCKET = "uploads";
const renewed = file.extend({ path: z.string(), is_wanted: z.boolean() });

/** The address is a secret and never part of a remembered answer: each repetition gets one of its own. */
export async function createFile(
  client: Client,
  body: z.output<typeof fileCreate>,
): Promise<{ outcome: Outcome<File>; upload: Upload | null }> {
  const outcome = outcomeFrom(unwrap(await client.rpc("create_file", { payload: body })), (data) =>
    file.parse(data),
  );
  const { data, upload } = await renewUpload(client, outcome.data.id);
  return { outcome: { ...outcome, data }, upload };
}

export async function renewUpload(client: Client, id: string): Promise<Declared> {
  const answer = unwrap(await client.rpc("renew_upload", { payload: { id } }));
  const { data } = outcomeFrom(answer, (row) => renewed.parse(row));
  const upload = data.is_wanted ? await addressFor(client, data.path) : null;
  return { data: file.parse(data), upload };
}

export async function completeFile(client: Client, id: string): Promise<File> {
  const answer = unwrap(await client.rpc("complete_file", { payload: { id } }));
  return outcomeFrom(answer, (data) => file.parse(data)).data;
}

/** Made under the person's own token: Storage asks its policies whether this file is his to send. */
async function addressFor(client: Client, path: string): Promise<Upload> {
  const { data, error } = await client.storage.from(BUCKET).createSignedUploadUrl(path);
  if (error) throw new AppError("unavailable", "Files can't be taken right now.", { cause: error });
  return { bucket: BUCKET, path, token: data.token, url: publicAddress(data.signedUrl) };
}
