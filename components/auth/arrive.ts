import { landingPath, safeNextPath } from "@/lib/auth/rules";
import { codePage, needsCode } from "@/lib/auth/two-step";
import { LANGUAGE_COOKIE, toLocale } from "@/lib/i18n/locales";
import { fetchMe } from "@/lib/me/client";

/**
 * Where to go after signing in: the page that was wanted, else the first page of the day. A browser that was never
 * told a language takes the profile's.
 */
export async function arrive(next: string | null): Promise<void> {
  if (await needsCode()) return window.location.assign(codePage(safeNextPath(next)));
  const me = await fetchMe();
  const locale = toLocale(me.user.locale);
  if (locale && !document.cookie.includes(`${LANGUAGE_COOKIE}=`))
    document.cookie = `${LANGUAGE_COOKIE}=${locale}; path=/; max-age=31536000; samesite=lax`;
  // A new document: nothing rendered or cached for somebody else survives the change of person.
  window.location.assign(safeNextPath(next) ?? landingPath(me));
}
