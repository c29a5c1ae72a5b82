import { bookingEndpoints } from "@/lib/bookings/endpoints";
import { checkBooking } from "@/lib/bookings/queries";
import { record } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";

export const POST = handler(bookingEndpoints.check, async ({ client, body }) =>
  record(await checkBooking(client, body)),
);
