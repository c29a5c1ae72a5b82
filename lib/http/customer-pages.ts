import { AppError } from "@/lib/errors";
import { toLocale, type Locale } from "@/lib/i18n/locales";

/**
 * Addresses of people without an account: links (/p, /v) and online booking (/book). Each is opened from a message,
 * by previews too, and lies in a history: nothing of it may be kept, found or told to another site.
 */
export const isCustomerPath = (pathname: string): boolean => /^\/(?:p|v|book)(?:\/|$)/.test(pathname);

export const CUSTOMER_HEADERS: Record<string, string> = {
  "cache-control": "private, no-store",
  "referrer-policy": "no-referrer",
  "x-robots-tag": "noindex, nofollow",
};

/** Says the language of a customer's page to the layout; our own middleware sets it, on these pages only. */
export const LANGUAGE_HEADER = "x-callout-language";
const CHOSEN = "customer_language";

/** What the address asks for (?lang=de), else what the link's cookie says: the customer's own language. */
export function languageOf(url: URL, readCookie: (name: string) => string | undefined): Locale | null {
  return toLocale(url.searchParams.get("lang")) ?? toLocale(readCookie(CHOSEN));
}

/** Valid below `path` alone, so that a technician who looks at a customer's link keeps his own language. */
export function languageCookie(locale: Locale, path: string): string {
  return `${CHOSEN}=${locale}; Path=${path}; Max-Age=31536000; SameSite=Lax; HttpOnly`;
}

/** What `?lang=` chose at a link is kept for the link's other pages; null where nothing was chosen. */
export function chosenLanguage(url: URL): string | null {
  const chosen = toLocale(url.searchParams.get("lang"));
  const path = /^\/(?:v|book)\/[^/]+/.exec(url.pathname)?.[0];
  return chosen && path ? languageCookie(chosen, path) : null;
}

/**
 * A browser attaches the cookie whoever caused a write, so it must come from one of our own pages. Under no-referrer a
 * form's post carries the origin "null" even to its own site; then the browser's word of where it came from decides,
 * which no page can set. A client that says neither is no page of ours.
 */
export function requireOwnPage(headers: Headers, appUrl: string): void {
  const origin = headers.get("origin");
  if (origin === "null" && headers.get("sec-fetch-site") === "same-origin") return;
  if (origin && origin !== "null" && isOwn(origin, headers.get("host"), appUrl)) return;
  throw new AppError("foreign_origin", "This request did not come from a page of this app.");
}

/** The host as the browser asked for it counts too: a phone in the same network knows us by another name. */
function isOwn(origin: string, host: string | null, appUrl: string): boolean {
  if (origin === new URL(appUrl).origin) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}
