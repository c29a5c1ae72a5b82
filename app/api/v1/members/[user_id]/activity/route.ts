import { list } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { userActivityEndpoints } from "@/lib/user-activity/endpoints";
import { listUserActivity } from "@/lib/user-activity/queries";

export const GET = handler(userActivityEndpoints.activity, async ({ client, params, query }) =>
  list(await listUserActivity(client, params.user_id, query)),
);
