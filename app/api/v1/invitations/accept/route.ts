import { outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { invitationEndpoints } from "@/lib/invitations/endpoints";
import { acceptInvitation } from "@/lib/invitations/mutations";

export const POST = handler(invitationEndpoints.accept, async ({ client, body }) =>
  outcome(await acceptInvitation(client, body.token)),
);
