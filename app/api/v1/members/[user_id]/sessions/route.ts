import { list } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { userActivityEndpoints } from "@/lib/user-activity/endpoints";
import { listMemberSessions } from "@/lib/user-activity/queries";

export const GET = handler(userActivityEndpoints.sessions, async ({ client, params }) =>
  list(await listMemberSessions(client, params.user_id)),
);
