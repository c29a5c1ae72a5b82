import { listChanges } from "@/lib/history/queries";
import { list } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { timeOffEndpoints } from "@/lib/time-off/endpoints";

export const GET = handler(timeOffEndpoints.history, async ({ client, params, query }) =>
  list(await listChanges(client, "time-off", params.id, query)),
);
