import { bookingEndpoints } from "@/lib/bookings/endpoints";
import { cancelBookings } from "@/lib/bookings/mutations";
import { outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";

export const POST = handler(bookingEndpoints.cancel, async ({ client, body }) =>
  outcome(await cancelBookings(client, body)),
);
