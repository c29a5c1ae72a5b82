import { bookingEndpoints } from "@/lib/bookings/endpoints";
import { updateBooking } from "@/lib/bookings/mutations";
import { getBooking } from "@/lib/bookings/queries";
import { record } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";

export const GET = handler(bookingEndpoints.get, async ({ client, params }) =>
  record(await getBooking(client, params.id)),
);

export const PATCH = handler(bookingEndpoints.update, async ({ client, params, expected, body }) =>
  record(await updateBooking(client, params.id, expected, body)),
);
