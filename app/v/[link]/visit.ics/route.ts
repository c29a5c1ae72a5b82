import { appUrl } from "@/lib/env";
import { notFoundError } from "@/lib/errors";
import { customerHandler } from "@/lib/http/customer-handler";
import { calendarFile } from "@/lib/http/icalendar";
import { getPortalState, requirePortal } from "@/lib/portal/queries";

/** Calendars compare sequences only; one that counts minutes rises with every file that is fetched. */
const sequenceAt = (now: number) => Math.floor(now / 60_000);

export const GET = customerHandler<{ link: string }>("/v/{link}/visit.ics", async (call) => {
  const portal = await requirePortal(call.params.link, call.context);
  call.isFrom({ orgId: portal.orgId, principal: `portal:${portal.linkId}` });
  const { visit, organization } = await getPortalState(portal.client);
  if (!visit.window) throw notFoundError();
  const now = Date.now();
  const file = calendarFile({
    uid: `${portal.linkId}@${new URL(appUrl()).hostname}`,
    sequence: sequenceAt(now),
    startsAt: visit.window.starts_at,
    endsAt: visit.window.ends_at,
    stamp: new Date(now).toISOString(),
    summary: `${visit.service} · ${organization.name}`,
    description: [visit.number, organization.phone].filter(Boolean).join(" · "),
    location: visit.site ?? "",
    url: `${appUrl()}/v/${portal.linkId}`,
    isCancelled: visit.over === "cancelled",
  });
  const headers = {
    "content-type": "text/calendar; charset=utf-8; method=PUBLISH",
    "content-disposition": `attachment; filename="${visit.number.replaceAll(/[^\w-]/g, "")}.ics"`,
  };
  return new Response(file, { headers });
});
