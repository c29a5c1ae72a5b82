import { nothing, record } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { invitationEndpoints } from "@/lib/invitations/endpoints";
import { revokeInvitation } from "@/lib/invitations/mutations";
import { getInvitation } from "@/lib/invitations/queries";

export const GET = handler(invitationEndpoints.get, async ({ client, orgId, params }) =>
  record(await getInvitation(client, orgId, params.id)),
);

export const DELETE = handler(invitationEndpoints.revoke, async ({ client, orgId, params, expected }) => {
  await revokeInvitation(client, orgId, params.id, expected);
  return nothing();
});
