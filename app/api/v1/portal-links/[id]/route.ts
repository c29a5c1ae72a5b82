import { record } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { portalLinkEndpoints } from "@/lib/portal-links/endpoints";
import { revokePortalLink } from "@/lib/portal-links/mutations";
import { getPortalLink } from "@/lib/portal-links/queries";

export const GET = handler(portalLinkEndpoints.get, async ({ client, params }) =>
  record(await getPortalLink(client, params.id)),
);

export const DELETE = handler(portalLinkEndpoints.revoke, async ({ client, params, expected }) =>
  record(await revokePortalLink(client, params.id, expected)),
);
