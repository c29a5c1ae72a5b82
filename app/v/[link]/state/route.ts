import { customerHandler } from "@/lib/http/customer-handler";
import { getPortalState, requirePortal } from "@/lib/portal/queries";

/** What the open page asks every few seconds: mostly it is told that nothing changed. */
export const GET = customerHandler<{ link: string }>("/v/{link}/state", async (call) => {
  const portal = await requirePortal(call.params.link, call.context);
  call.isFrom({ orgId: portal.orgId, principal: `portal:${portal.linkId}` });
  const state = await getPortalState(portal.client);
  const etag = `"${state.version}"`;
  const known = call.request.headers.get("if-none-match") ?? "";
  const isKnown = known.split(",").some((each) => each.trim().replace(/^W\//, "") === etag);
  if (isKnown) return new Response(null, { status: 304, headers: { etag } });
  return Response.json({ data: state }, { headers: { etag } });
});
