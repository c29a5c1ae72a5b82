import { api } from "@/lib/http/fetch";
import type { VisitWork } from "@/lib/visit-work/schema";

export const visitWorkKeys = {
  all: ["visit-work"] as const,
  record: (bookingId: string) => ["visit-work", "record", bookingId] as const,
};

export async function fetchVisitWork(bookingId: string, signal?: AbortSignal): Promise<VisitWork> {
  return (await api<{ data: VisitWork }>(`/bookings/${bookingId}/work`, { signal })).data;
}
