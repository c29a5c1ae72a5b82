import { outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { portalLinkEndpoints } from "@/lib/portal-links/endpoints";
import { createPortalToken } from "@/lib/portal-links/mutations";

export const POST = handler(portalLinkEndpoints.token, async ({ client, params, body }) =>
  outcome(await createPortalToken(client, params.id, body)),
);
