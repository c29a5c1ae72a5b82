import { outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { jobEndpoints } from "@/lib/jobs/endpoints";
import { restoreJob } from "@/lib/jobs/mutations";

export const POST = handler(jobEndpoints.restore, async ({ client, params }) =>
  outcome(await restoreJob(client, params.id)),
);
