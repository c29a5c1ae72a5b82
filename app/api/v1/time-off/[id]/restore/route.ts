import { outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { timeOffEndpoints } from "@/lib/time-off/endpoints";
import { restoreTimeOff } from "@/lib/time-off/mutations";

export const POST = handler(timeOffEndpoints.restore, async ({ client, params }) =>
  outcome(await restoreTimeOff(client, params.id)),
);
