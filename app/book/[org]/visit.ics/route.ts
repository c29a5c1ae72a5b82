import { appUrl } from "@/lib/env";
import { notFoundError } from "@/lib/errors";
import { customerHandler } from "@/lib/http/customer-handler";
import { calendarFile } from "@/lib/http/icalendar";
import { getBookPage, openBooking } from "@/lib/online-booking/queries";

/** What this browser has just booked, for its calendar: the same event as the one of the visit's own page. */
export const GET = customerHandler<{ org: string }>("/book/{org}/visit.ics", async (call) => {
  const visit = await openBooking(call.params.org, call.context, false);
  call.isFrom({ orgId: visit.orgId, principal: `book:${visit.orgId}` });
  const { booked } = await getBookPage(visit.client);
  if (!booked) throw notFoundError();
  const file = calendarFile({
    uid: `${booked.link_id ?? booked.number}@${new URL(appUrl()).hostname}`,
    sequence: 0,
    startsAt: booked.window.starts_at,
    endsAt: booked.window.ends_at,
    stamp: new Date().toISOString(),
    summary: [booked.service, visit.front.name].filter(Boolean).join(" · "),
    description: [booked.number, visit.front.phone].filter(Boolean).join(" · "),
    location: booked.place,
    url: booked.link_id ? `${appUrl()}/v/${booked.link_id}` : `${appUrl()}/book/${call.params.org}`,
    isCancelled: false,
  });
  const headers = {
    "content-type": "text/calendar; charset=utf-8; method=PUBLISH",
    "content-disposition": `attachment; filename="${booked.number.replaceAll(/[^\w-]/g, "")}.ics"`,
  };
  return new Response(file, { headers });
});
