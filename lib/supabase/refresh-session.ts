import { createServerClient } from "@supabase/ssr";
import type { NextRequest, NextResponse } from "next/server";
import { expiryOf, readSessionCookie, SESSION_COOKIE } from "@/lib/supabase/cookie";
import { patientFetch } from "@/lib/supabase/patient-fetch";

type Cookie = { name: string; value: string; options: Parameters<NextResponse["cookies"]["set"]>[2] };
export type Renewal = { cookies: Cookie[]; headers: Record<string, string> };

export const nothingRenewed = (): Renewal => ({ cookies: [], headers: {} });

/**
 * Renews a session whose token has expired: answers the cookies to set, and writes them into the request as well, so
 * that the page of this very request sees the new token.
 */
export async function refreshExpired(
  request: NextRequest,
  { SUPABASE_URL: url, SUPABASE_PUBLISHABLE_KEY: key, APP_URL: appUrl }: NodeJS.ProcessEnv,
): Promise<Renewal> {
  const renewal = nothingRenewed();
  const stored = readSessionCookie((name) => request.cookies.get(name)?.value);
  if (!stored || !url || !key || expiryOf(stored.accessToken) > Date.now() / 1000) return renewal;
  const client = createServerClient(url, key, {
    global: { fetch: patientFetch },
    cookieOptions: {
      name: SESSION_COOKIE,
      path: "/",
      sameSite: "lax",
      // Behind a proxy that ends TLS this request is plain http, and what people use is not.
      secure: Boolean(appUrl?.startsWith("https:")) || request.nextUrl.protocol === "https:",
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
