import "server-only";
import { z } from "zod";
import {
  booking,
  bookingChecked,
  bookingRecord,
  type Booking,
  type bookingCheck,
  type BookingChecked,
  type bookingListQuery,
  type BookingRecord,
} from "@/lib/bookings/schema";
import { notFoundError } from "@/lib/errors";
import { decodeCursor, pageFrom } from "@/lib/http/cursor";
import { wantedValues } from "@/lib/http/fields";
import type { Page } from "@/lib/http/fields";
import { rowFrom } from "@/lib/http/writing";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

/** Cuts a row to the shape of the wire; what is missing or of another type is our mistake and throws. */
export function toBooking(row: unknown): Booking {
  return booking.parse(row);
}

export async function findBooking(client: Client, id: string): Promise<BookingRecord | null> {
  const row = unwrap(await client.rpc("get_booking", { id }));
  return row === null ? null : bookingRecord.parse(row);
}

/** With its next steps and its history of states. Throws 404. */
export async function getBooking(client: Client, id: string): Promise<BookingRecord> {
  const found = await findBooking(client, id);
  if (!found) throw notFoundError();
  return found;
}

/** Where the next page starts. A visit without a time comes after all that have one. */
const keyOfList = z.object({
  starts_at: z.iso.datetime({ offset: true }).nullable(),
  number: z.string(),
  id: z.guid(),
});

export async function listBookings(
  client: Client,
  { limit, cursor, custom_fields, ...rest }: z.output<typeof bookingListQuery>,
): Promise<Page<Booking>> {
  const filters = custom_fields ? { ...rest, custom_fields: wantedValues(custom_fields) } : rest;
  const after_key = decodeCursor(cursor, keyOfList);
  const answer = await client.rpc("list_bookings", { filters, page_limit: limit + 1, after_key });
  const rows = z.array(booking).parse(unwrap(answer));
  return pageFrom(
    rows,
    limit,
    ({ starts_at, number, id }) => ({ starts_at, number, id }),
    (row) => row,
  );
}

export async function checkBooking(
  client: Client,
  body: z.output<typeof bookingCheck>,
): Promise<BookingChecked> {
  const answer = unwrap(await client.rpc("check_booking", { payload: body }));
  return rowFrom(answer, (data) => bookingChecked.parse(data));
}
