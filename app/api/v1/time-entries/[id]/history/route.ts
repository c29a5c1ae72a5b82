import { listChanges } from "@/lib/history/queries";
import { list } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { timeEntryEndpoints } from "@/lib/time-entries/endpoints";

export const GET = handler(timeEntryEndpoints.history, async ({ client, params, query }) =>
  list(await listChanges(client, "time-entries", params.id, query)),
);
