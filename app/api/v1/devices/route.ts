import { deviceEndpoints } from "@/lib/devices/endpoints";
import { listDevices } from "@/lib/devices/queries";
import { list } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";

export const GET = handler(deviceEndpoints.list, async ({ client, query }) =>
  list(await listDevices(client, query)),
);
