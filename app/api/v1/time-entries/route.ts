import { list, outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { timeEntryEndpoints } from "@/lib/time-entries/endpoints";
import { createTimeEntry } from "@/lib/time-entries/mutations";
import { listTimeEntries } from "@/lib/time-entries/queries";

export const GET = handler(timeEntryEndpoints.list, async ({ client, query }) =>
  list(await listTimeEntries(client, query)),
);

export const POST = handler(timeEntryEndpoints.create, async ({ client, body }) =>
  outcome(await createTimeEntry(client, body)),
);
