import { appUrl } from "@/lib/env";
import { customerHandler } from "@/lib/http/customer-handler";
import { requireOwnPage } from "@/lib/http/customer-pages";
import { readBody } from "@/lib/http/parse";
import { findBookZone, openBooking, spotOf } from "@/lib/online-booking/queries";
import { zoneBody } from "@/lib/online-booking/schema";

/** Whether somebody comes to a place: asked before anything of a person. */
export const POST = customerHandler<{ org: string }>("/book/{org}/zone", async (call) => {
  requireOwnPage(call.request.headers, appUrl());
  const visit = await openBooking(call.params.org, call.context, false);
  call.isFrom({ orgId: visit.orgId, principal: `book:${visit.orgId}` });
  const { body } = await readBody(call.request, zoneBody);
  const spot = await spotOf(visit, body.place, visit.front.locale);
  return Response.json({ data: await findBookZone(visit, spot) });
});
