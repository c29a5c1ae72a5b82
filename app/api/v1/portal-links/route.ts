import { outcome } from "@/lib/http/answer";
import { handler } from "@/lib/http/handler";
import { portalLinkEndpoints } from "@/lib/portal-links/endpoints";
import { createPortalLink } from "@/lib/portal-links/mutations";
import { listPortalLinks } from "@/lib/portal-links/queries";

export const GET = handler(portalLinkEndpoints.list, async ({ client, query }) => ({
  status: 200,
  body: { data: await listPortalLinks(client, query.booking_id) },
}));

export const POST = handler(portalLinkEndpoints.create, async ({ client, body }) =>
  outcome(await createPortalLink(client, body)),
);
