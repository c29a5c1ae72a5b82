import { record } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { jobChecklistEndpoints } from "@/lib/job-checklists/endpoints";
import { answerJobChecklist, removeJobChecklist } from "@/lib/job-checklists/mutations";

export const PATCH = handler(jobChecklistEndpoints.answer, async ({ client, params, expected, body }) =>
  record(await answerJobChecklist(client, params.id, params.checklist_id, expected, body)),
);

export const DELETE = handler(jobChecklistEndpoints.remove, async ({ client, params, expected }) =>
  record(await removeJobChecklist(client, params.id, params.checklist_id, expected)),
);
