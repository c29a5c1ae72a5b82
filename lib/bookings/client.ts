import type {
  Booking,
  BookingCancellations,
  BookingCheck,
  BookingChecked,
  BookingCreate,
  BookingFilters,
  BookingMoves,
  BookingRecord,
  BookingTransition,
  BookingUpdate,
  DoubleBooking,
} from "@/lib/bookings/schema";
import { ApiProblem } from "@/lib/http/api-problem";
import { api, queryString } from "@/lib/http/fetch";
import type { Page } from "@/lib/http/fields";

export const bookingKeys = {
  all: ["bookings"] as const,
  list: (filters: BookingFilters) => ["bookings", "list", filters] as const,
  record: (id: string) => ["bookings", "record", id] as const,
  check: (body: BookingCheck) => ["bookings", "check", body] as const,
};

type Paging = { cursor?: string | null; limit?: number; signal?: AbortSignal };
type One = { data: Booking };

export function fetchBookings(
  filters: BookingFilters,
  { cursor, limit, signal }: Paging = {},
): Promise<Page<Booking>> {
  return api(`/bookings${queryString({ ...filters, cursor, limit })}`, { signal });
}

export async function fetchBooking(id: string, signal?: AbortSignal): Promise<BookingRecord> {
  return (await api<{ data: BookingRecord }>(`/bookings/${id}`, { signal })).data;
}

/** With times it is scheduled, without it waits. A time that is taken answers 409, see `conflictOf`. */
export async function createBooking(body: BookingCreate): Promise<Booking> {
  return (await api<One>("/bookings", { method: "POST", body })).data;
}

/** `version` is the one the person saw; somebody else's newer change answers 412 with the row in `current`. */
export async function updateBooking(id: string, version: number, body: BookingUpdate): Promise<Booking> {
  return (await api<One>(`/bookings/${id}`, { method: "PATCH", body, ifMatch: version })).data;
}

export async function transitionBooking(
  id: string,
  version: number,
  body: BookingTransition,
): Promise<Booking> {
  return (await api<One>(`/bookings/${id}/transitions`, { method: "POST", body, ifMatch: version })).data;
}

/** All or nothing; the errors of a refusal name the failing one as `moves.<index>`. */
export async function moveBookings(body: BookingMoves): Promise<Booking[]> {
  return (await api<{ data: Booking[] }>("/bookings/moves", { method: "POST", body })).data;
}

export async function cancelBookings(body: BookingCancellations): Promise<Booking[]> {
  return (await api<{ data: Booking[] }>("/bookings/cancellations", { method: "POST", body })).data;
}

/** What would be in the way, before anything is saved. Changes nothing. */
export async function checkBooking(body: BookingCheck, signal?: AbortSignal): Promise<BookingChecked> {
  const options = { method: "POST" as const, body, signal };
  return (await api<{ data: BookingChecked }>("/bookings/check", options)).data;
}

/** What a 409 `double_booking` says besides its sentence; null for any other error. */
export function conflictOf(error: unknown): DoubleBooking | null {
  if (!(error instanceof ApiProblem) || error.code !== "double_booking") return null;
  const { conflict = null, suggestions = [] } = error.members as Partial<DoubleBooking>;
  return { conflict, suggestions };
}
