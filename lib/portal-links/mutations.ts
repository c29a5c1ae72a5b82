import "server-only";
import { z } from "zod";
import type { Outcome } from "@/lib/http/answer";
import { outcomeFrom, rowFrom, withCurrent } from "@/lib/http/writing";
import { addressOf, drawCode } from "@/lib/portal-links/address";
import { getPortalLink, toPortalLink } from "@/lib/portal-links/queries";
import {
  portalLink,
  type MadePortalLink,
  type MadeToken,
  type PortalLink,
  type portalLinkCreate,
  type tokenCreate,
} from "@/lib/portal-links/schema";
import { nullable } from "@/lib/supabase/nullable";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

const made = z.object({ link: portalLink, token: z.string().nullable(), access_code: z.string().nullable() });

/** A further link of a visit. Its address and code are in this answer and in no repetition of it. */
export async function createPortalLink(
  client: Client,
  body: z.output<typeof portalLinkCreate>,
): Promise<Outcome<MadePortalLink>> {
  const answer = unwrap(await client.rpc("generate_portal_access", { payload: body }));
  return outcomeFrom(answer, (data) => {
    const { link, token, access_code } = made.parse(data);
    return { link, url: token === null ? null : addressOf(token), access_code };
  });
}

/** One more address of a link, to copy or as a drawn code. Throws 410 `link_ended`. */
export async function createPortalToken(
  client: Client,
  id: string,
  { purpose }: z.output<typeof tokenCreate>,
): Promise<Outcome<MadeToken>> {
  const answer = unwrap(await client.rpc("create_portal_token", { payload: { id, purpose } }));
  return outcomeFrom(answer, (data) => {
    const { token } = z.object({ token: z.string().nullable() }).parse(data);
    const url = token === null ? null : addressOf(token);
    return { url, svg: url !== null && purpose === "qr" ? drawCode(url) : null };
  });
}

/** Leaves at once. Throws 409 `message_refused` where there is no address to send it to. */
export async function sendPortalLink(client: Client, id: string): Promise<Outcome<PortalLink>> {
  return outcomeFrom(unwrap(await client.rpc("send_portal_link", { payload: { id } })), toPortalLink);
}

/** Ends it at once, for open pages too. `expected` is the version the caller saw, null for any. */
export async function revokePortalLink(
  client: Client,
  id: string,
  expected: number | null,
): Promise<PortalLink> {
  const answer = await withCurrent(
    async () =>
      unwrap(await client.rpc("revoke_portal_access", { id, expected_version: nullable(expected) })),
    () => getPortalLink(client, id),
  );
  return rowFrom(answer, toPortalLink);
}
