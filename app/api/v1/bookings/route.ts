import { bookingEndpoints } from "@/lib/bookings/endpoints";
import { createBooking } from "@/lib/bookings/mutations";
import { listBookings } from "@/lib/bookings/queries";
import { list, outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";

export const GET = handler(bookingEndpoints.list, async ({ client, query }) =>
  list(await listBookings(client, query)),
);

export const POST = handler(bookingEndpoints.create, async ({ client, body }) =>
  outcome(await createBooking(client, body)),
);
