import { createServerClient } from "@supabase/ssr";
import { NextResponse, type NextRequest } from "next/server";
import { contentPolicy, SECURITY_HEADERS } from "@/lib/http/security-headers";
import { expiryOf, readSessionCookie, SESSION_COOKIE } from "@/lib/supabase/cookie";

/** Pages only. /api answers 401 instead of refreshing, and files of the build need neither. */
export const config = { matcher: ["/((?!api/|supabase/|_next/|.*\\.[a-z0-9]+$).*)"] };

/**
 * Refreshes a session whose token has expired, so that a page opened in the morning does not ask to sign in, and
 * sets what every page's answer carries. It decides nothing about access: that lives with the data, because a
 * middleware can be bypassed (CVE-2025-29927).
 */
export async function middleware(request: NextRequest): Promise<NextResponse> {
  const nonce = btoa(crypto.randomUUID());
  const policy = contentPolicy(nonce, process.env);
  const renewed = await refreshExpired(request);
  const headers = new Headers(request.headers);
  headers.set("content-security-policy", policy);
  headers.set("x-nonce", nonce);
  headers.set("x-callout-path", request.nextUrl.pathname + request.nextUrl.search);
  const response = NextResponse.next({ request: { headers } });
  for (const { name, value, options } of renewed.cookies) response.cookies.set(name, value, options);
  for (const [name, value] of Object.entries(renewed.headers)) response.headers.set(name, value);
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.headers.set(name, value);
  response.headers.set("content-security-policy", policy);
  return response;
}

type Cookie = { name: string; value: string; options: Parameters<NextResponse["cookies"]["set"]>[2] };
type Renewal = { cookies: Cookie[]; headers: Record<string, string> };

/** The cookies to set, written into the request as well, so that the page of this very request sees the new token. */
async function refreshExpired(request: NextRequest): Promise<Renewal> {
  const renewal: Renewal = { cookies: [], headers: {} };
  const stored = readSessionCookie((name) => request.cookies.get(name)?.value);
  const url = process.env.SUPABASE_URL;
  const key = process.env.SUPABASE_PUBLISHABLE_KEY;
  if (!stored || !url || !key || expiryOf(stored.accessToken) > Date.now() / 1000) return renewal;
  const client = createServerClient(url, key, {
    cookieOptions: {
      name: SESSION_COOKIE,
      path: "/",
      sameSite: "lax",
      secure: request.nextUrl.protocol === "https:",
    },
    cookies: {
      getAll: () => request.cookies.getAll(),
      setAll: (cookies, headers) => {
        for (const { name, value } of cookies) request.cookies.set(name, value);
        renewal.cookies.push(...cookies);
        Object.assign(renewal.headers, headers);
      },
    },
  });
  // Refreshes as a side effect; what it returns is unverified and not looked at.
  await client.auth.getSession();
  return renewal;
}
