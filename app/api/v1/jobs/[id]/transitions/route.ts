import { outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { jobEndpoints } from "@/lib/jobs/endpoints";
import { transitionJob } from "@/lib/jobs/mutations";

export const POST = handler(jobEndpoints.transition, async ({ client, params, expected, body }) =>
  outcome(await transitionJob(client, params.id, expected, body)),
);
