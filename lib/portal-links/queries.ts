import "server-only";
import { z } from "zod";
import { linkView, portalLink, type LinkView, type PortalLink } from "@/lib/portal-links/schema";
import { unwrap } from "@/lib/supabase/unwrap";
import type { Client } from "@/lib/supabase/user-client";

export const toPortalLink = (row: unknown): PortalLink => portalLink.parse(row);

/** Of a visit, live ones first. Throws 404 for a visit that is not there. */
export async function listPortalLinks(client: Client, bookingId: string): Promise<PortalLink[]> {
  const rows = unwrap(await client.rpc("list_portal_links", { booking_id: bookingId }));
  return z.array(portalLink).parse(rows);
}

/** Throws 404. */
export async function getPortalLink(client: Client, id: string): Promise<PortalLink> {
  return toPortalLink(unwrap(await client.rpc("get_portal_link", { id })));
}

/** The last 200 looks, latest first. Throws 404. */
export async function listLinkViews(client: Client, id: string): Promise<LinkView[]> {
  return z.array(linkView).parse(unwrap(await client.rpc("list_portal_views", { id })));
}
