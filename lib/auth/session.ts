import "server-only";
import { cookies, headers } from "next/headers";
import { cache } from "react";
import { verifyAccessToken, type Identity } from "@/lib/auth/token";
import { AppError } from "@/lib/errors";
import { contextHeaders, readContext } from "@/lib/http/request-context";
import { readSessionCookie } from "@/lib/supabase/cookie";
import { userClient, type Client } from "@/lib/supabase/user-client";

/**
 * Who opened this page, or null. The middleware refreshed an expired session before, or took its cookie away when
 * Auth refused: an expired one that is still here could not be refreshed, and an outage must not look like being
 * signed out.
 */
export const findSession = cache(async (): Promise<Identity | null> => {
  const jar = await cookies();
  const stored = readSessionCookie((name) => jar.get(name)?.value);
  if (!stored) return null;
  const verification = await verifyAccessToken(stored.accessToken);
  if (verification.kind === "expired")
    throw new AppError("unavailable", "Your session can't be renewed right now.");
  return verification.kind === "valid" ? verification.identity : null;
});

/** Whether this browser is between password and code. An outage is told by the page itself. */
export async function owesCode(): Promise<boolean> {
  const session = await findSession().catch(() => null);
  return session?.needsCode === true;
}

/** Path and query of the page, as the middleware saw them. */
export async function currentPath(): Promise<string> {
  return (await headers()).get("x-callout-path") ?? "/";
}

/** For a page's queries: one client per request, under the person's own identity. */
export const clientOf = cache(async (token: string): Promise<Client> => {
  const context = readContext(await headers(), "GET", (await currentPath()).split("?")[0] ?? "/");
  return userClient(token, contextHeaders(context));
});
