import { list, outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { jobEndpoints } from "@/lib/jobs/endpoints";
import { createJob } from "@/lib/jobs/mutations";
import { listJobs } from "@/lib/jobs/queries";

export const GET = handler(jobEndpoints.list, async ({ client, query }) =>
  list(await listJobs(client, query)),
);

export const POST = handler(jobEndpoints.create, async ({ client, body }) =>
  outcome(await createJob(client, body)),
);
