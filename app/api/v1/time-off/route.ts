import { list, outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { timeOffEndpoints } from "@/lib/time-off/endpoints";
import { createTimeOff } from "@/lib/time-off/mutations";
import { listTimeOff } from "@/lib/time-off/queries";

export const GET = handler(timeOffEndpoints.list, async ({ client, query }) =>
  list(await listTimeOff(client, query)),
);

export const POST = handler(timeOffEndpoints.create, async ({ client, body }) =>
  outcome(await createTimeOff(client, body)),
);
