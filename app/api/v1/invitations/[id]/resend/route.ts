import { outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { invitationEndpoints } from "@/lib/invitations/endpoints";
import { resendInvitation } from "@/lib/invitations/mutations";

export const POST = handler(invitationEndpoints.resend, async ({ client, params }) =>
  outcome(await resendInvitation(client, params.id)),
);
