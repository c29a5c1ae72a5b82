import "server-only";
import { z } from "zod";
import { getBookingRequest, toBookingRequest } from "@/lib/booking-requests/queries";
import {
  decided,
  type BookingRequest,
  type bookingRequestCreate,
  type bookingRequestDecision,
  type bookingRequestUpdate,
  type Decided,
} from "@/lib/booking-requests/schema";
import { AppError } from "@/lib/errors";
import type { Outcome } from "@/lib/http/answer";
import { explainNoRow, outcomeFrom, withCurrent } from "@/lib/http/writing";
import { normalizePhone } from "@/lib/organizations/queries";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

export async function createBookingRequest(
  client: Client,
  orgId: string,
  body: z.output<typeof bookingRequestCreate>,
): Promise<Outcome<BookingRequest>> {
  const payload = { ...body, ...(await normalizePhone(client, orgId, body)) };
  return outcomeFrom(unwrap(await client.rpc("create_booking_request", { payload })), toBookingRequest);
}

/** What is decided stays as it was asked for. */
export async function updateBookingRequest(
  client: Client,
  orgId: string,
  id: string,
  expected: number | null,
  { address, ...body }: z.output<typeof bookingRequestUpdate>,
): Promise<BookingRequest> {
  const changes = { ...body, ...address, ...(await normalizePhone(client, orgId, body)) };
  let update = client
    .from("booking_requests")
    .update(changes)
    .eq("org_id", orgId)
    .eq("id", id)
    .eq("status", "new");
  if (expected !== null) update = update.eq("version", expected);
  const row = unwrap(await update.select("id").maybeSingle());
  const current = await getBookingRequest(client, id);
  if (row) return current;
  if (current.status !== "new") throw new AppError("already_decided", "This request was decided already.");
  return explainNoRow(expected, () => Promise.resolve(current));
}

/** One transaction: a job without its customer, or a planned request without its job, can't remain. */
export async function decideBookingRequest(
  client: Client,
  id: string,
  expected_version: number | null,
  body: z.output<typeof bookingRequestDecision>,
): Promise<Outcome<Decided>> {
  const answer = await withCurrent(
    async () =>
      unwrap(await client.rpc("decide_booking_request", { payload: { ...body, id, expected_version } })),
    () => getBookingRequest(client, id),
  );
  return outcomeFrom(answer, (data) => {
    const { request, ...made } = z.looseObject({ request: z.unknown() }).parse(data);
    return decided.parse({ ...made, request: toBookingRequest(request) });
  });
}
