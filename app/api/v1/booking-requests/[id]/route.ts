import { bookingRequestEndpoints } from "@/lib/booking-requests/endpoints";
import { updateBookingRequest } from "@/lib/booking-requests/mutations";
import { getBookingRequest } from "@/lib/booking-requests/queries";
import { record } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";

export const GET = handler(bookingRequestEndpoints.get, async ({ client, params }) =>
  record(await getBookingRequest(client, params.id)),
);

export const PATCH = handler(
  bookingRequestEndpoints.update,
  async ({ client, orgId, params, expected, body }) =>
    record(await updateBookingRequest(client, orgId, params.id, expected, body)),
);
