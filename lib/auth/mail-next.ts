import { safeNextPath } from "@/lib/auth/rules";

/**
 * The `next` of a mail's link. Auth knows whole addresses only, so here an address of this app counts as its path;
 * one of any other origin, scheme or port is dropped like all that `safeNextPath` refuses. What the URL parser would
 * quietly repair (backslashes, control characters, a missing slash) is no address Auth has written.
 */
export function mailNextPath(next: string | null | undefined, appUrl: string): string | null {
  const path = safeNextPath(next);
  if (path || !next || next.length > 2000) return path;
  // eslint-disable-next-line no-control-regex -- control characters are exactly what is looked for
  if (!/^https?:\/\/[^/]/i.test(next) || /[\u0000-\u0020\\]/.test(next) || !URL.canParse(next)) return null;
  const url = new URL(next);
  if (url.origin !== new URL(appUrl).origin || url.username || url.password) return null;
  return safeNextPath(`${url.pathname}${url.search}${url.hash}`);
}
