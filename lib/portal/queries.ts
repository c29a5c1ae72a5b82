import "server-only";
import { cookies, headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { z } from "zod";
import { principalToken } from "@/lib/crypto/principal-token";
import { AppError } from "@/lib/errors";
import { openPortal, portalSession as findPortalSession, resendPortal, takeRate } from "@/lib/http/gate";
import { LANGUAGE_HEADER } from "@/lib/http/customer-pages";
import { contextHeaders, readContext, type RequestContext } from "@/lib/http/request-context";
import { toLocale, type Locale } from "@/lib/i18n/locales";
import { log } from "@/lib/log";
import {
  opened,
  portalFile,
  portalSession,
  portalSlots,
  portalState,
  type Opened,
  type PortalFile,
  type PortalFront,
  type PortalSlots,
  type PortalState,
} from "@/lib/portal/schema";
import { unwrap } from "@/lib/supabase/unwrap";
import { userClient, type Client } from "@/lib/supabase/user-client";

/** Unknown tokens from one address: ten in a minute, then one every six seconds. */
const GUESSES = { limit: 10, periodS: 60 };

/**
 * The link of a token from a message, null for an unknown one. A right token is never refused for the wrong ones
 * before it: people share addresses. Guessing 256 bits is hopeless; the limit keeps it from costing us anything.
 */
export async function openLink(
  token: string,
  { ip, userAgent }: RequestContext,
  isPeek: boolean,
): Promise<Opened | null> {
  // What no link of ours could look like isn't worth asking for.
  const isPossible = /^[A-Za-z0-9_-]{20,100}$/.test(token);
  const found = isPossible ? await openPortal(token, { ip, user_agent: userAgent, peek: isPeek }) : null;
  if (found) return opened.parse(found);
  await countUnknown(ip);
  return null;
}

async function countUnknown(ip: string | null): Promise<void> {
  const { limit, periodS } = GUESSES;
  const wait = await takeRate(`portal:${ip ?? "unknown"}`, limit, periodS, limit).catch((error: unknown) => {
    log.warn("portal_guess_uncounted", { error });
    return null;
  });
  if (wait === null) return;
  throw new AppError("rate_limited", "Too many links that do not exist. Wait a moment.", {
    retryAfterS: wait,
  });
}

export const cookieOf = (linkId: string): string => `portal_${linkId}`;

/** A customer at his link. The client speaks for this link alone and for a minute. */
export type Portal = {
  linkId: string;
  orgId: string;
  needsCode: boolean;
  front: PortalFront;
  locale: Locale;
  client: Client;
};
export type Access =
  { kind: "none" } | { kind: "ended"; front: PortalFront; locale: Locale } | { kind: "open"; portal: Portal };

/**
 * Who holds the cookie of this link. Asked anew at every request, so that a revoked link ends for open pages too. A
 * cookie of another link, an old one and none are the same: nobody.
 */
export async function accessOf(
  linkId: string,
  secret: string | undefined,
  context: RequestContext,
): Promise<Access> {
  if (!z.guid().safeParse(linkId).success || !secret || secret.length > 200) return { kind: "none" };
  const found = await findPortalSession(linkId, secret);
  if (!found) return { kind: "none" };
  const { state, org_id: orgId, session_id, needs_code, organization, locale } = portalSession.parse(found);
  const language = toLocale(locale) ?? toLocale(organization.locale) ?? "en";
  if (state === "ended") return { kind: "ended", front: organization, locale: language };
  const token = await principalToken({
    orgId,
    principal: `portal:${linkId}`,
    claims: { portal_session: session_id },
  });
  const client = userClient(token, contextHeaders(context));
  return {
    kind: "open",
    portal: { linkId, orgId, needsCode: needs_code, front: organization, locale: language, client },
  };
}

/** For handlers: the link behind this cookie, or the refusal of its state. */
export async function requirePortal(
  linkId: string,
  context: RequestContext,
  isContentAsked = true,
): Promise<Portal> {
  const secret = (await cookies()).get(cookieOf(linkId))?.value;
  const access = await accessOf(linkId, secret, context);
  if (access.kind === "none") throw new AppError("not_found", "Open the link in your message again.");
  if (access.kind === "ended") throw new AppError("link_ended", "This link has ended.");
  if (isContentAsked && access.portal.needsCode)
    throw new AppError("code_required", "This link asks for its code first.");
  return access.portal;
}

export type PortalPage = { portal: Portal; locale: Locale; state: PortalState | null };

/** For pages, once a request: the state is null as long as the link's code was not given. */
export const findPortalPage = cache(async (linkId: string): Promise<PortalPage> => {
  const [head, jar] = await Promise.all([headers(), cookies()]);
  const context = readContext(head, "GET", "/v/{link}");
  const access = await accessOf(linkId, jar.get(cookieOf(linkId))?.value, context);
  if (access.kind === "none") notFound();
  if (access.kind === "ended") redirect(`/v/${linkId}/ended`);
  const { portal } = access;
  const chosen = toLocale(head.get(LANGUAGE_HEADER));
  const state = portal.needsCode ? null : await stateOrEnd(portal);
  return { portal, state, locale: chosen ?? toLocale(state?.locale) ?? portal.locale };
});

/** A link may end between two questions. */
async function stateOrEnd({ client, linkId }: Portal): Promise<PortalState> {
  try {
    return await getPortalState(client);
  } catch (error) {
    if (error instanceof AppError && error.status === 410) redirect(`/v/${linkId}/ended`);
    throw error;
  }
}

export async function getPortalState(client: Client): Promise<PortalState> {
  return portalState.parse(unwrap(await client.rpc("portal_state")));
}

/** Times of a week that are really free for this visit, soonest first, from `from` on or from the first possible. */
export async function listPortalSlots(client: Client, from: string | null): Promise<PortalSlots> {
  return portalSlots.parse(unwrap(await client.rpc("portal_slots", { payload: from ? { from } : {} })));
}

export async function findPortalFile(client: Client, fileId: string, size: string): Promise<PortalFile> {
  return portalFile.parse(unwrap(await client.rpc("portal_file", { payload: { file_id: fileId, size } })));
}

/** The bytes, read with the link's own token: Storage asks its policy once more. */
export async function openPortalFile(client: Client, { bucket, path }: PortalFile): Promise<Blob> {
  const { data, error } = await client.storage.from(bucket).download(path);
  if (error) throw new AppError("not_found", "There is no such file.", { cause: error });
  return data;
}

/** Sends a fresh link to the address on file, if there is one. Says nothing about whether there is. */
export async function askForNewLink(linkId: string): Promise<void> {
  await resendPortal(linkId);
}
