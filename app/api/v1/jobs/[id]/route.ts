import { record } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { jobEndpoints } from "@/lib/jobs/endpoints";
import { removeJob, updateJob } from "@/lib/jobs/mutations";
import { getJob } from "@/lib/jobs/queries";

export const GET = handler(jobEndpoints.get, async ({ client, params }) =>
  record(await getJob(client, params.id)),
);

export const PATCH = handler(jobEndpoints.update, async ({ client, params, expected, body }) =>
  record(await updateJob(client, params.id, expected, body)),
);

export const DELETE = handler(jobEndpoints.remove, async ({ client, params, expected }) =>
  record(await removeJob(client, params.id, expected)),
);
