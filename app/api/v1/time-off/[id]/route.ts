import { record } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { timeOffEndpoints } from "@/lib/time-off/endpoints";
import { removeTimeOff, updateTimeOff } from "@/lib/time-off/mutations";
import { getTimeOff } from "@/lib/time-off/queries";

export const GET = handler(timeOffEndpoints.get, async ({ client, params }) =>
  record(await getTimeOff(client, params.id)),
);

export const PATCH = handler(timeOffEndpoints.update, async ({ client, params, expected, body }) =>
  record(await updateTimeOff(client, params.id, expected, body)),
);

export const DELETE = handler(timeOffEndpoints.remove, async ({ client, params, expected }) =>
  record(await removeTimeOff(client, params.id, expected)),
);
