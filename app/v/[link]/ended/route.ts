import { cookies } from "next/headers";
import { appUrl } from "@/lib/env";
import { customerHandler, type CustomerCall } from "@/lib/http/customer-handler";
import { requireOwnPage } from "@/lib/http/customer-pages";
import { negotiateLocale } from "@/lib/i18n/locales";
import { endedLinkPage, unknownLinkPage } from "@/lib/portal/ended-page";
import { accessOf, askForNewLink, cookieOf } from "@/lib/portal/queries";

type Call = CustomerCall<{ link: string }>;

/** Without the link's own cookie nobody learns that it ever was one. */
async function answer({ request, params, context }: Call, isAsked: boolean): Promise<Response> {
  const secret = (await cookies()).get(cookieOf(params.link))?.value;
  const access = await accessOf(params.link, secret, context);
  if (access.kind === "none") return unknownLinkPage(negotiateLocale(request.headers.get("accept-language")));
  if (access.kind === "open")
    return new Response(null, { status: 303, headers: { location: `/v/${params.link}` } });
  if (isAsked) await askForNewLink(params.link);
  return endedLinkPage(access.front, access.locale, isAsked);
}

export const GET = customerHandler("/v/{link}/ended", (call: Call) => answer(call, false));
export const POST = customerHandler("/v/{link}/ended", (call: Call) => {
  requireOwnPage(call.request.headers, appUrl());
  return answer(call, true);
});
