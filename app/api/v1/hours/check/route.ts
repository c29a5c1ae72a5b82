import { hoursEndpoints } from "@/lib/hours/endpoints";
import { checkHours } from "@/lib/hours/queries";
import { record } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";

export const POST = handler(hoursEndpoints.check, async ({ client, body }) =>
  record(await checkHours(client, body)),
);
