import "server-only";
import { AppError } from "@/lib/errors";
import { verifyAccessToken, type Identity } from "@/lib/auth/token";
import { countFailedAuthentication } from "@/lib/http/failed-authentication";
import { readSessionCookie } from "@/lib/supabase/cookie";

/** `via` decides two things: a cookie needs the origin check, and only a bearer may send `If-Match: *`. */
export type Caller = Identity & { via: "cookie" | "bearer" };

/**
 * Who is asking. An expired session is told apart from a refused one, so that the browser can refresh and repeat;
 * the API itself never refreshes, because hosted Auth limits refreshes by address and this would be ours.
 */
export async function authenticate(request: Request, ip: string | null, mayOweCode = false): Promise<Caller> {
  const presented = presentedToken(request.headers);
  if (!presented) throw new AppError("unauthenticated", "Please sign in.");
  const verification = await verifyAccessToken(presented.token);
  if (verification.kind === "valid") {
    const isWhole = mayOweCode || !verification.identity.needsCode;
    if (isWhole) return { ...verification.identity, via: presented.via };
    throw new AppError("code_required", "Please finish signing in with the code of your app.");
  }
  if (verification.kind === "expired") {
    throw new AppError("session_expired", "Your session has ended. Please sign in again.");
  }
  await countFailedAuthentication(ip);
  throw new AppError("unauthenticated", "Please sign in.");
}

/** An Authorization header beats the cookie: a script in a signed-in browser says who it wants to be. */
function presentedToken(headers: Headers): { token: string; via: Caller["via"] } | null {
  const authorization = headers.get("authorization");
  if (authorization) {
    const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
    return { token: token ?? "", via: "bearer" };
  }
  const cookies = parseCookies(headers.get("cookie") ?? "");
  const stored = readSessionCookie((name) => cookies.get(name));
  return stored && { token: stored.accessToken, via: "cookie" };
}

function parseCookies(header: string): Map<string, string> {
  const cookies = new Map<string, string>();
  for (const pair of header.split(";")) {
    const separator = pair.indexOf("=");
    if (separator > 0) cookies.set(pair.slice(0, separator).trim(), decode(pair.slice(separator + 1).trim()));
  }
  return cookies;
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/**
 * A browser attaches the cookie whoever caused the request, so a write by cookie must come from one of our own
 * pages. Browsers always say the origin of a write; a client that says nothing is not one of our pages.
 */
export function requireOwnOrigin(request: Request, caller: Caller, appUrl: string): void {
  if (caller.via !== "cookie" || request.method === "GET" || request.method === "HEAD") return;
  const origin = request.headers.get("origin");
  const host = request.headers.get("host");
  if (origin && (origin === new URL(appUrl).origin || hostOf(origin) === host)) return;
  throw new AppError("foreign_origin", "This request did not come from a page of this app.");
}

function hostOf(origin: string): string | null {
  try {
    return new URL(origin).host;
  } catch {
    return null;
  }
}

/** A page that still shows another organization than the session works in must not write into it. */
export function requireSameOrganization(request: Request, caller: Caller): void {
  const expected = request.headers.get("x-org-id");
  if (!expected || expected === caller.orgId) return;
  throw new AppError(
    "organization_changed",
    "You have switched to another organization since this page was opened.",
  );
}
