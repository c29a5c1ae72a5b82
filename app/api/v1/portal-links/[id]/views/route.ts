import { handler } from "@/lib/http/handler";
import { portalLinkEndpoints } from "@/lib/portal-links/endpoints";
import { listLinkViews } from "@/lib/portal-links/queries";

export const GET = handler(portalLinkEndpoints.views, async ({ client, params }) => ({
  status: 200,
  body: { data: await listLinkViews(client, params.id) },
}));
