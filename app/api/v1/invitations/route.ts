import { list, outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { invitationEndpoints } from "@/lib/invitations/endpoints";
import { createInvitation } from "@/lib/invitations/mutations";
import { listInvitations } from "@/lib/invitations/queries";

export const GET = handler(invitationEndpoints.list, async ({ client, orgId, query }) =>
  list(await listInvitations(client, orgId, query)),
);

export const POST = handler(invitationEndpoints.create, async ({ client, body }) =>
  outcome(await createInvitation(client, body)),
);
