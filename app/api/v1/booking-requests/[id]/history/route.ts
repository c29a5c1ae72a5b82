import { bookingRequestEndpoints } from "@/lib/booking-requests/endpoints";
import { listChanges } from "@/lib/history/queries";
import { list } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";

export const GET = handler(bookingRequestEndpoints.history, async ({ client, params, query }) =>
  list(await listChanges(client, "booking-requests", params.id, query)),
);
