import { outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { checklistEndpoints } from "@/lib/checklists/endpoints";
import { restoreChecklist } from "@/lib/checklists/mutations";

export const POST = handler(checklistEndpoints.restore, async ({ client, params }) =>
  outcome(await restoreChecklist(client, params.id)),
);
