import { api } from "@/lib/http/fetch";
import type { Signature } from "@/lib/signatures/schema";

export const signatureKeys = {
  all: ["signatures"] as const,
  list: (bookingId: string) => ["signatures", "list", bookingId] as const,
};

export async function fetchSignatures(bookingId: string, signal?: AbortSignal): Promise<Signature[]> {
  return (await api<{ data: Signature[] }>(`/bookings/${bookingId}/signatures`, { signal })).data;
}

/** Says that a person of the office has looked at it; once. */
export async function verifySignature(bookingId: string, id: string): Promise<Signature> {
  const path = `/bookings/${bookingId}/signatures/${id}/verifications`;
  return (await api<{ data: Signature }>(path, { method: "POST" })).data;
}
