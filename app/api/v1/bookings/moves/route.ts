import { bookingEndpoints } from "@/lib/bookings/endpoints";
import { moveBookings } from "@/lib/bookings/mutations";
import { outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";

export const POST = handler(bookingEndpoints.move, async ({ client, body }) =>
  outcome(await moveBookings(client, body)),
);
