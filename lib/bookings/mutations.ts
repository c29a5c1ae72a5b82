import "server-only";
import { z } from "zod";
import { findBooking, getBooking, toBooking } from "@/lib/bookings/queries";
import {
  bookingConflict,
  type Booking,
  type bookingCancellations,
  type BookingConflict,
  type bookingCreate,
  type bookingMoves,
  type bookingTransition,
  type bookingUpdate,
} from "@/lib/bookings/schema";
import { AppError } from "@/lib/errors";
import type { Outcome } from "@/lib/http/answer";
import { outcomeFrom, rowFrom, withCurrent } from "@/lib/http/writing";
import { log } from "@/lib/log";
import { nearestSlots, type WantedTime } from "@/lib/slots/queries";
import { nullable } from "@/lib/supabase/nullable";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

export async function createBooking(
  client: Client,
  body: z.output<typeof bookingCreate>,
): Promise<Outcome<Booking>> {
  const write = async () => unwrap(await client.rpc("create_booking", { payload: body }));
  const wanted = () => Promise.resolve(timeOf(body.job_id, null, body));
  return outcomeFrom(await withSuggestions(client, wanted, write), toBooking);
}

/** `expected` is the version the caller saw, null for any. */
export async function updateBooking(
  client: Client,
  id: string,
  expected: number | null,
  body: z.output<typeof bookingUpdate>,
): Promise<Booking> {
  const request = { id, expected_version: nullable(expected), changes: body };
  const answer = await withAdvice(client, id, body, async () =>
    unwrap(await client.rpc("update_booking", request)),
  );
  return rowFrom(answer, toBooking);
}

export async function transitionBooking(
  client: Client,
  id: string,
  expected_version: number | null,
  body: z.output<typeof bookingTransition>,
): Promise<Outcome<Booking>> {
  const payload = { ...body, id, expected_version };
  const answer = await withAdvice(client, id, {}, async () =>
    unwrap(await client.rpc("transition_booking", { payload })),
  );
  return outcomeFrom(answer, toBooking);
}

const toBookings = (rows: unknown) => z.array(z.unknown()).parse(rows).map(toBooking);

/** All or nothing: two visits may change places, and a refusal leaves every one where it was. */
export async function moveBookings(
  client: Client,
  body: z.output<typeof bookingMoves>,
): Promise<Outcome<Booking[]>> {
  const write = async () => unwrap(await client.rpc("move_bookings", { payload: body }));
  const only = body.moves.length === 1 ? body.moves[0] : undefined;
  const wanted = () => (only ? wantedOf(client, only.id, only) : Promise.resolve(null));
  return outcomeFrom(await withSuggestions(client, wanted, write), toBookings);
}

export async function cancelBookings(
  client: Client,
  body: z.output<typeof bookingCancellations>,
): Promise<Outcome<Booking[]>> {
  return outcomeFrom(unwrap(await client.rpc("cancel_bookings", { payload: body })), toBookings);
}

type Times = { starts_at?: string | null | undefined; ends_at?: string | null | undefined };
type Wanted = Omit<WantedTime, "resourceId"> | null;

function timeOf(jobId: string, bookingId: string | null, { starts_at, ends_at }: Times): Wanted {
  return starts_at && ends_at ? { jobId, bookingId, startsAt: starts_at, endsAt: ends_at } : null;
}

/** What a refused change was about; the times it does not name are the visit's own. */
async function wantedOf(client: Client, id: string, body: Times): Promise<Wanted> {
  const current = await findBooking(client, id);
  return current && timeOf(current.job_id, id, body.starts_at ? body : current);
}

/** What a refusal of a change of one visit is told with: its current row, or what else is free. */
function withAdvice<T>(client: Client, id: string, body: Times, write: () => Promise<T>): Promise<T> {
  return withSuggestions(
    client,
    () => wantedOf(client, id, body),
    () => withCurrent(write, () => getBooking(client, id)),
  );
}

/** Adds to a `double_booking` the visit in the way and the three free times nearest to the one that was wanted. */
async function withSuggestions<T>(
  client: Client,
  wanted: () => Promise<Wanted>,
  write: () => Promise<T>,
): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "double_booking") throw error;
    const conflict = conflictFrom(error.members);
    const suggestions = await suggest(client, wanted, conflict);
    const { errors, cause } = error;
    throw new AppError("double_booking", error.message, {
      errors,
      members: { conflict, suggestions },
      cause,
    });
  }
}

/** Whoever only ran into the constraint was not told what is in the way. */
function conflictFrom(members: Record<string, unknown>): BookingConflict | null {
  return bookingConflict.safeParse(members).data ?? null;
}

/** The refusal counts, not the advice: if none can be found, it goes out without. */
async function suggest(client: Client, wanted: () => Promise<Wanted>, conflict: BookingConflict | null) {
  try {
    const time = await wanted();
    return time ? await nearestSlots(client, { ...time, resourceId: conflict?.resource_id ?? null }) : [];
  } catch (error) {
    log.warn("suggestions_failed", { error });
    return [];
  }
}
