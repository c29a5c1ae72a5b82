import { outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { jobChecklistEndpoints } from "@/lib/job-checklists/endpoints";
import { addJobChecklist } from "@/lib/job-checklists/mutations";
import { listJobChecklists } from "@/lib/job-checklists/queries";

export const GET = handler(jobChecklistEndpoints.list, async ({ client, params }) => ({
  status: 200,
  body: { data: await listJobChecklists(client, params.id) },
}));

export const POST = handler(jobChecklistEndpoints.add, async ({ client, params, body }) =>
  outcome(await addJobChecklist(client, params.id, body)),
);
