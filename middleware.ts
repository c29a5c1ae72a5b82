import { NextResponse, type NextRequest } from "next/server";
import {
  chosenLanguage,
  CUSTOMER_HEADERS,
  isCustomerPath,
  LANGUAGE_HEADER,
  languageOf,
} from "@/lib/http/customer-pages";
import { contentPolicy, SECURITY_HEADERS, transportHeaders } from "@/lib/http/security-headers";
import { nothingRenewed, refreshExpired } from "@/lib/supabase/refresh-session";

/** Pages only. /api answers 401 instead of refreshing, and files of the build need neither. */
export const config = { matcher: ["/((?!api/|supabase/|_next/|.*\\.[a-z0-9]+$).*)"] };

/**
 * Refreshes a session whose token has expired, so that a page opened in the morning does not ask to sign in, and
 * sets what every page's answer carries. It decides nothing about access: that lives with the data, because a
 * middleware can be bypassed (CVE-2025-29927). On a customer's page nobody is signed in: there it refreshes nothing,
 * and the page may speak to this origin alone.
 */
export async function middleware(request: NextRequest): Promise<NextResponse> {
  const isCustomers = isCustomerPath(request.nextUrl.pathname);
  const nonce = btoa(crypto.randomUUID());
  const policy = contentPolicy(nonce, isCustomers ? { NODE_ENV: process.env.NODE_ENV } : process.env);
  const renewed = isCustomers ? nothingRenewed() : await refreshExpired(request, process.env);
  const headers = new Headers(request.headers);
  headers.set("content-security-policy", policy);
  headers.set("x-nonce", nonce);
  headers.set("x-callout-path", request.nextUrl.pathname + request.nextUrl.search);
  const language = isCustomers
    ? languageOf(request.nextUrl, (name) => request.cookies.get(name)?.value)
    : null;
  if (language) headers.set(LANGUAGE_HEADER, language);
  else headers.delete(LANGUAGE_HEADER);
  const response = NextResponse.next({ request: { headers } });
  for (const { name, value, options } of renewed.cookies) response.cookies.set(name, value, options);
  const always = {
    ...SECURITY_HEADERS,
    ...transportHeaders(process.env.APP_URL),
    ...(isCustomers ? CUSTOMER_HEADERS : {}),
  };
  for (const [name, value] of Object.entries({ ...renewed.headers, ...always })) {
    response.headers.set(name, value);
  }
  response.headers.set("content-security-policy", policy);
  const chosen = isCustomers ? chosenLanguage(request.nextUrl) : null;
  if (chosen) response.headers.append("set-cookie", chosen);
  return response;
}
