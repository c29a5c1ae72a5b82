import { deviceEndpoints } from "@/lib/devices/endpoints";
import { restoreDevice } from "@/lib/devices/mutations";
import { outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";

export const POST = handler(deviceEndpoints.restore, async ({ client, params }) =>
  outcome(await restoreDevice(client, params.id)),
);
