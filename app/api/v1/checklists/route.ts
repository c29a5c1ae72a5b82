import { list, outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { checklistEndpoints } from "@/lib/checklists/endpoints";
import { createChecklist } from "@/lib/checklists/mutations";
import { listChecklists } from "@/lib/checklists/queries";

export const GET = handler(checklistEndpoints.list, async ({ client, orgId, query }) =>
  list(await listChecklists(client, orgId, query)),
);

export const POST = handler(checklistEndpoints.create, async ({ client, body }) =>
  outcome(await createChecklist(client, body)),
);
