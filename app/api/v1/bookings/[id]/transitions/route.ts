import { bookingEndpoints } from "@/lib/bookings/endpoints";
import { transitionBooking } from "@/lib/bookings/mutations";
import { outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";

export const POST = handler(bookingEndpoints.transition, async ({ client, params, expected, body }) =>
  outcome(await transitionBooking(client, params.id, expected, body)),
);
