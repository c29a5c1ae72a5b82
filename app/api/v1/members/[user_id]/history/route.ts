import { listChanges } from "@/lib/history/queries";
import { list } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { memberEndpoints } from "@/lib/members/endpoints";

export const GET = handler(memberEndpoints.history, async ({ client, params, query }) =>
  list(await listChanges(client, "members", params.user_id, query)),
);
