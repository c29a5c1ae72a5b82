import "server-only";
import { z } from "zod";
import {
  bookingRequest,
  type BookingRequest,
  type bookingRequestListQuery,
} from "@/lib/booking-requests/schema";
import { decodeCursor, pageFrom } from "@/lib/http/cursor";
import type { Page } from "@/lib/http/fields";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

/** The table has the lines of the address side by side, the wire has them in one object. */
export function toBookingRequest(row: unknown): BookingRequest {
  const columns = z.record(z.string(), z.unknown()).parse(row);
  return bookingRequest.parse({ ...columns, address: columns });
}

export async function getBookingRequest(client: Client, id: string): Promise<BookingRequest> {
  const row = unwrap(await client.rpc("get_booking_request", { id }));
  return toBookingRequest(row);
}

const keyOfList = z.object({ created_at: z.iso.datetime({ offset: true }), id: z.guid() });

/** New ones by how long they have waited, decided ones latest first. */
export async function listBookingRequests(
  client: Client,
  { limit, cursor, ...filters }: z.output<typeof bookingRequestListQuery>,
): Promise<Page<BookingRequest>> {
  const after_key = decodeCursor(cursor, keyOfList);
  const answer = await client.rpc("list_booking_requests", { filters, page_limit: limit + 1, after_key });
  const rows = z.array(z.unknown()).parse(unwrap(answer)).map(toBookingRequest);
  return pageFrom(
    rows,
    limit,
    ({ created_at, id }) => ({ created_at, id }),
    (row) => row,
  );
}
