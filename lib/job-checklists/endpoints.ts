import { z } from "zod";
import { endpoint } from "@/lib/http/endpoint";
import { id, recordParams } from "@/lib/http/fields";
import { jobChecklist, jobChecklistCreate, jobChecklistUpdate } from "@/lib/job-checklists/schema";

const tag = "Field work";
const path = "/jobs/{id}/checklists";
const update = { permission: "update", resource: "jobs" } as const;
const params = z.object({ id, checklist_id: id });
const answer = z.object({ data: jobChecklist });

export const jobChecklistEndpoints = {
  list: endpoint({
    method: "GET",
    path,
    summary: "The checklists of a job with their answers",
    tag,
    access: { permission: "read", resource: "jobs" },
    params: recordParams,
    answer: z.object({ data: z.array(jobChecklist) }),
    status: 200,
  }),
  add: endpoint({
    method: "POST",
    path,
    summary: "Give a job a copy of a checklist",
    tag,
    access: update,
    params: recordParams,
    body: jobChecklistCreate,
    answer,
    status: 201,
  }),
  answer: endpoint({
    method: "PATCH",
    path: `${path}/{checklist_id}`,
    summary: "Answer questions from the office",
    tag,
    access: update,
    params,
    body: jobChecklistUpdate,
    answer,
    status: 200,
    isConditional: true,
  }),
  remove: endpoint({
    method: "DELETE",
    path: `${path}/{checklist_id}`,
    summary: "Take a checklist off a job while nothing is answered",
    tag,
    access: update,
    params,
    answer,
    status: 200,
    isConditional: true,
    problems: ["answered"],
  }),
};
