import { record } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { timeEntryEndpoints } from "@/lib/time-entries/endpoints";
import { correctTimeEntry, removeTimeEntry } from "@/lib/time-entries/mutations";
import { getTimeEntry } from "@/lib/time-entries/queries";

export const GET = handler(timeEntryEndpoints.get, async ({ client, params }) =>
  record(await getTimeEntry(client, params.id)),
);

export const PATCH = handler(timeEntryEndpoints.update, async ({ client, params, expected, body }) =>
  record(await correctTimeEntry(client, params.id, expected, body)),
);

export const DELETE = handler(timeEntryEndpoints.remove, async ({ client, params, expected }) =>
  record(await removeTimeEntry(client, params.id, expected)),
);
