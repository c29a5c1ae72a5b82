import { appUrl } from "@/lib/env";
import { customerHandler, type CustomerCall } from "@/lib/http/customer-handler";
import { languageCookie, requireOwnPage } from "@/lib/http/customer-pages";
import { negotiateLocale, toLocale, type Locale } from "@/lib/i18n/locales";
import { endedLinkPage, tooManyPage, unknownLinkPage } from "@/lib/portal/ended-page";
import { askForNewLink, cookieOf, openLink } from "@/lib/portal/queries";
import type { Opened } from "@/lib/portal/schema";

type Call = CustomerCall<{ token: string }>;
type Ended = Extract<Opened, { state: "ended" }>;
type Open = Extract<Opened, { state: "open" }>;

const browserLocale = ({ request }: Call): Locale => negotiateLocale(request.headers.get("accept-language"));
const endedLocale = ({ locale, organization }: Ended, call: Call): Locale =>
  toLocale(locale) ?? toLocale(organization.locale) ?? browserLocale(call);

/** Exchanges the token for a session bound to the address of its link. It changes nothing else and burns nothing. */
function exchange({ link_id: linkId, secret, max_age_s: maxAgeS, locale }: Open): Response {
  const path = `/v/${linkId}`;
  const secure = appUrl().startsWith("https:") ? "; Secure" : "";
  const headers = new Headers({ location: path });
  if (secret) {
    const cookie = `${cookieOf(linkId)}=${secret}; Path=${path}; Max-Age=${maxAgeS}; HttpOnly; SameSite=Lax${secure}`;
    headers.append("set-cookie", cookie);
  }
  const language = toLocale(locale);
  if (language) headers.append("set-cookie", languageCookie(language, path));
  return new Response(null, { status: 303, headers });
}

async function answer(call: Call, isPeek: boolean): Promise<Response> {
  const found = await openLink(call.params.token, call.context, isPeek);
  if (!found) return unknownLinkPage(browserLocale(call));
  if (found.state === "ended") return endedLinkPage(found.organization, endedLocale(found, call));
  call.isFrom({ orgId: found.org_id, principal: `portal:${found.link_id}` });
  return exchange(found);
}

/** "Send me a new one", from the page of an ended link. */
async function ask(call: Call): Promise<Response> {
  requireOwnPage(call.request.headers, appUrl());
  const found = await openLink(call.params.token, call.context, true);
  if (!found) return unknownLinkPage(browserLocale(call));
  if (found.state === "open")
    return new Response(null, { status: 303, headers: { location: `/p/${call.params.token}` } });
  await askForNewLink(found.link_id);
  return endedLinkPage(found.organization, endedLocale(found, call), true);
}

const told = (error: { code: string; retryAfterS: number | null }, call: Call) =>
  error.code === "rate_limited" ? tooManyPage(browserLocale(call), error.retryAfterS ?? 60) : null;

export const GET = customerHandler("/p/{token}", (call: Call) => answer(call, false), told);
export const HEAD = customerHandler("/p/{token}", (call: Call) => answer(call, true), told);
export const POST = customerHandler("/p/{token}", ask, told);
