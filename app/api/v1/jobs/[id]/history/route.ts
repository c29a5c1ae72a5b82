import { listChanges } from "@/lib/history/queries";
import { list } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { jobEndpoints } from "@/lib/jobs/endpoints";

export const GET = handler(jobEndpoints.history, async ({ client, params, query }) =>
  list(await listChanges(client, "jobs", params.id, query)),
);
