import { appUrl } from "@/lib/env";
import { customerHandler } from "@/lib/http/customer-handler";
import { requireOwnPage } from "@/lib/http/customer-pages";
import { readBody } from "@/lib/http/parse";
import { listBookTimes, openBooking, spotOf } from "@/lib/online-booking/queries";
import { timesBody } from "@/lib/online-booking/schema";

/** Times that are free now, a week at once. */
export const POST = customerHandler<{ org: string }>("/book/{org}/times", async (call) => {
  requireOwnPage(call.request.headers, appUrl());
  const visit = await openBooking(call.params.org, call.context, false);
  call.isFrom({ orgId: visit.orgId, principal: `book:${visit.orgId}` });
  const { body } = await readBody(call.request, timesBody);
  const place = await spotOf(visit, body.place, visit.front.locale);
  return Response.json({ data: await listBookTimes(visit, { ...body, place }) });
});
