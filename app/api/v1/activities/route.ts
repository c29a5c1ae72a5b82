import { activityEndpoints } from "@/lib/activities/endpoints";
import { createActivity } from "@/lib/activities/mutations";
import { listActivities } from "@/lib/activities/queries";
import { list, outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";

export const GET = handler(activityEndpoints.list, async ({ client, query }) =>
  list(await listActivities(client, query)),
);

export const POST = handler(activityEndpoints.create, async ({ client, body }) =>
  outcome(await createActivity(client, body)),
);
