import { outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { timeEntryEndpoints } from "@/lib/time-entries/endpoints";
import { restoreTimeEntry } from "@/lib/time-entries/mutations";

export const POST = handler(timeEntryEndpoints.restore, async ({ client, params }) =>
  outcome(await restoreTimeEntry(client, params.id)),
);
