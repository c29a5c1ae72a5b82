import { api } from "@/lib/http/fetch";
import type { Photo, PhotoUpdate } from "@/lib/photos/schema";

export const photoKeys = {
  all: ["photos"] as const,
  list: (bookingId: string) => ["photos", "list", bookingId] as const,
};

type One = { data: Photo };

export async function fetchPhotos(bookingId: string, signal?: AbortSignal): Promise<Photo[]> {
  return (await api<{ data: Photo[] }>(`/bookings/${bookingId}/photos`, { signal })).data;
}

export async function updatePhoto(
  bookingId: string,
  id: string,
  version: number,
  body: PhotoUpdate,
): Promise<Photo> {
  const options = { method: "PATCH" as const, body, ifMatch: version };
  return (await api<One>(`/bookings/${bookingId}/photos/${id}`, options)).data;
}

export async function removePhoto(bookingId: string, id: string, version: number): Promise<Photo> {
  return (await api<One>(`/bookings/${bookingId}/photos/${id}`, { method: "DELETE", ifMatch: version })).data;
}
