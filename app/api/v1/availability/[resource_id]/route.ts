import { availabilityEndpoints } from "@/lib/availability/endpoints";
import { updateAvailability } from "@/lib/availability/mutations";
import { getAvailability } from "@/lib/availability/queries";
import { record } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";

export const GET = handler(availabilityEndpoints.get, async ({ client, params }) =>
  record(await getAvailability(client, params.resource_id)),
);

export const PATCH = handler(availabilityEndpoints.update, async ({ client, params, expected, body }) =>
  record(await updateAvailability(client, params.resource_id, expected, body)),
);
