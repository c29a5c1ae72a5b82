import { api, queryString } from "@/lib/http/fetch";
import type { Page } from "@/lib/http/fields";
import type {
  BookingRequest,
  BookingRequestCreate,
  BookingRequestDecision,
  BookingRequestFilters,
  BookingRequestUpdate,
  Decided,
} from "@/lib/booking-requests/schema";

export const bookingRequestKeys = {
  all: ["booking-requests"] as const,
  list: (filters: BookingRequestFilters) => ["booking-requests", "list", filters] as const,
  record: (id: string) => ["booking-requests", "record", id] as const,
};

type Paging = { cursor?: string | null; limit?: number; signal?: AbortSignal };
type One = { data: BookingRequest };

/** New ones by how long they have waited, decided ones latest first. */
export function fetchBookingRequests(
  filters: BookingRequestFilters,
  { cursor, limit, signal }: Paging = {},
): Promise<Page<BookingRequest>> {
  return api(`/booking-requests${queryString({ ...filters, cursor, limit })}`, { signal });
}

export async function fetchBookingRequest(id: string, signal?: AbortSignal): Promise<BookingRequest> {
  return (await api<One>(`/booking-requests/${id}`, { signal })).data;
}

export async function createBookingRequest(body: BookingRequestCreate): Promise<BookingRequest> {
  return (await api<One>("/booking-requests", { method: "POST", body })).data;
}

export async function updateBookingRequest(
  id: string,
  version: number,
  body: BookingRequestUpdate,
): Promise<BookingRequest> {
  return (await api<One>(`/booking-requests/${id}`, { method: "PATCH", body, ifMatch: version })).data;
}

/** Declines, or makes customer, property and job as far as they are missing: all of it or nothing. */
export async function decideBookingRequest(
  id: string,
  version: number,
  body: BookingRequestDecision,
): Promise<Decided> {
  const path = `/booking-requests/${id}/decisions`;
  return (await api<{ data: Decided }>(path, { method: "POST", body, ifMatch: version })).data;
}
