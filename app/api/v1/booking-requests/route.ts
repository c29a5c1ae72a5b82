import { bookingRequestEndpoints } from "@/lib/booking-requests/endpoints";
import { createBookingRequest } from "@/lib/booking-requests/mutations";
import { listBookingRequests } from "@/lib/booking-requests/queries";
import { list, outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";

export const GET = handler(bookingRequestEndpoints.list, async ({ client, query }) =>
  list(await listBookingRequests(client, query)),
);

export const POST = handler(bookingRequestEndpoints.create, async ({ client, orgId, body }) =>
  outcome(await createBookingRequest(client, orgId, body)),
);
