import "server-only";
import { notFoundError } from "@/lib/errors";
import { photo, type Photo } from "@/lib/photos/schema";
import type { Client } from "@/lib/supabase/user-client";
import { getVisitWork } from "@/lib/visit-work/queries";

export function toPhoto(row: unknown): Photo {
  return photo.parse(row);
}

/** In the order they were made. Throws 404 for a visit the caller may not see. */
export async function listPhotos(client: Client, bookingId: string): Promise<Photo[]> {
  return (await getVisitWork(client, bookingId)).photos;
}

export async function getPhoto(client: Client, bookingId: string, id: string): Promise<Photo> {
  const found = (await listPhotos(client, bookingId)).find((each) => each.id === id);
  if (!found) throw notFoundError();
  return found;
}
