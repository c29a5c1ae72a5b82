import "server-only";
import type { z } from "zod";
import { rowFrom, withCurrent } from "@/lib/http/writing";
import { getPhoto, toPhoto } from "@/lib/photos/queries";
import type { Photo, photoUpdate } from "@/lib/photos/schema";
import { nullable } from "@/lib/supabase/nullable";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

/** `expected` is the version the caller saw, null for any. A photo of another visit is none of this one's. */
export async function updatePhoto(
  client: Client,
  bookingId: string,
  id: string,
  expected: number | null,
  body: z.output<typeof photoUpdate>,
): Promise<Photo> {
  await getPhoto(client, bookingId, id);
  const call = { id, expected_version: nullable(expected), changes: body };
  const answer = await withCurrent(
    async () => unwrap(await client.rpc("update_photo", call)),
    () => getPhoto(client, bookingId, id),
  );
  return rowFrom(answer, toPhoto);
}

export async function removePhoto(
  client: Client,
  bookingId: string,
  id: string,
  expected: number | null,
): Promise<Photo> {
  await getPhoto(client, bookingId, id);
  const answer = await withCurrent(
    async () => unwrap(await client.rpc("remove_photo", { id, expected_version: nullable(expected) })),
    () => getPhoto(client, bookingId, id),
  );
  return rowFrom(answer, toPhoto);
}
