import { record } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { checklistEndpoints } from "@/lib/checklists/endpoints";
import { removeChecklist, updateChecklist } from "@/lib/checklists/mutations";
import { getChecklist } from "@/lib/checklists/queries";

export const GET = handler(checklistEndpoints.get, async ({ client, orgId, params }) =>
  record(await getChecklist(client, orgId, params.id)),
);

export const PATCH = handler(checklistEndpoints.update, async ({ client, orgId, params, expected, body }) =>
  record(await updateChecklist(client, orgId, params.id, expected, body)),
);

export const DELETE = handler(checklistEndpoints.remove, async ({ client, orgId, params, expected }) =>
  record(await removeChecklist(client, orgId, params.id, expected)),
);
