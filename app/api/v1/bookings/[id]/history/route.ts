import { bookingEndpoints } from "@/lib/bookings/endpoints";
import { listChanges } from "@/lib/history/queries";
import { list } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";

export const GET = handler(bookingEndpoints.history, async ({ client, params, query }) =>
  list(await listChanges(client, "bookings", params.id, query)),
);
