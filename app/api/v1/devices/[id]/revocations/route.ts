import { deviceEndpoints } from "@/lib/devices/endpoints";
import { revokeDevice } from "@/lib/devices/mutations";
import { outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";

export const POST = handler(deviceEndpoints.revoke, async ({ client, params }) =>
  outcome(await revokeDevice(client, params.id)),
);
