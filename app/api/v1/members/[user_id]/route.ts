import { nothing, record } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { memberEndpoints } from "@/lib/members/endpoints";
import { removeMember, updateMember } from "@/lib/members/mutations";
import { getMember } from "@/lib/members/queries";

export const GET = handler(memberEndpoints.get, async ({ client, orgId, params }) =>
  record(await getMember(client, orgId, params.user_id)),
);

export const PATCH = handler(memberEndpoints.update, async ({ client, orgId, params, expected, body }) =>
  record(await updateMember(client, orgId, params.user_id, expected, body)),
);

export const DELETE = handler(memberEndpoints.remove, async ({ client, orgId, params, expected }) => {
  await removeMember(client, orgId, params.user_id, expected);
  return nothing();
});
