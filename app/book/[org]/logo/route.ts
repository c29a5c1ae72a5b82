import { customerHandler } from "@/lib/http/customer-handler";
import { openBooking, openLogo } from "@/lib/online-booking/queries";

/** The company's logo, for the head of its page. */
export const GET = customerHandler<{ org: string }>("/book/{org}/logo", async (call) => {
  const visit = await openBooking(call.params.org, call.context, false);
  call.isFrom({ orgId: visit.orgId, principal: `book:${visit.orgId}` });
  const { mime, content } = await openLogo(visit);
  return new Response(content.stream(), {
    headers: {
      "content-type": mime,
      "content-length": String(content.size),
      "content-disposition": "inline",
      // Whatever people upload is shown as a picture, never run as a page of ours.
      "content-security-policy": "default-src 'none'; sandbox",
    },
  });
});
