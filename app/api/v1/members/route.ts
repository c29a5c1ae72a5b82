import { list } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { memberEndpoints } from "@/lib/members/endpoints";
import { listMembers } from "@/lib/members/queries";

export const GET = handler(memberEndpoints.list, async ({ client, orgId, query }) =>
  list(await listMembers(client, orgId, query)),
);
