import { z } from "zod";
import { change } from "@/lib/history/schema";
import { endpoint } from "@/lib/http/endpoint";
import { recordParams } from "@/lib/http/fields";
import { recordEndpoints } from "@/lib/http/record-endpoints";
import { job, jobCreate, jobListQuery, jobRow, jobTransition, jobUpdate } from "@/lib/jobs/schema";

export const jobEndpoints = {
  ...recordEndpoints(
    "jobs",
    { one: "job", many: "jobs", tag: "Jobs" },
    { record: job, row: jobRow, change, query: jobListQuery, create: jobCreate, update: jobUpdate },
  ),
  transition: endpoint({
    method: "POST",
    path: "/jobs/{id}/transitions",
    summary: "Put a job on hold, cancel it or take it up again",
    tag: "Jobs",
    access: { permission: "update", resource: "jobs" },
    params: recordParams,
    body: jobTransition,
    answer: z.object({ data: job }),
    status: 200,
    isConditional: true,
    problems: ["illegal_step"],
  }),
};
