import { outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { portalLinkEndpoints } from "@/lib/portal-links/endpoints";
import { sendPortalLink } from "@/lib/portal-links/mutations";

export const POST = handler(portalLinkEndpoints.send, async ({ client, params }) =>
  outcome(await sendPortalLink(client, params.id)),
);
