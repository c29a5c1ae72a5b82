import { listChanges } from "@/lib/history/queries";
import { list } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { checklistEndpoints } from "@/lib/checklists/endpoints";

export const GET = handler(checklistEndpoints.history, async ({ client, params, query }) =>
  list(await listChanges(client, "checklists", params.id, query)),
);
