import { hoursEndpoints } from "@/lib/hours/endpoints";
import { replaceBusinessHours } from "@/lib/hours/mutations";
import { getBusinessHours } from "@/lib/hours/queries";
import { record } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";

export const GET = handler(hoursEndpoints.get, async ({ client }) => record(await getBusinessHours(client)));

export const PATCH = handler(hoursEndpoints.update, async ({ client, expected, body }) =>
  record(await replaceBusinessHours(client, expected, body)),
);
