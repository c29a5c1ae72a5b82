import { bookingRequestEndpoints } from "@/lib/booking-requests/endpoints";
import { decideBookingRequest } from "@/lib/booking-requests/mutations";
import { outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";

export const POST = handler(bookingRequestEndpoints.decide, async ({ client, params, expected, body }) =>
  outcome(await decideBookingRequest(client, params.id, expected, body)),
);
