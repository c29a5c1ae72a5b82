import { api, queryString } from "@/lib/http/fetch";
import type {
  LinkView,
  MadePortalLink,
  MadeToken,
  PortalLink,
  PortalLinkCreate,
  TokenCreate,
} from "@/lib/portal-links/schema";

export const portalLinkKeys = {
  all: ["portal-links"] as const,
  list: (bookingId: string) => ["portal-links", "list", bookingId] as const,
  views: (id: string) => ["portal-links", "views", id] as const,
};

export async function fetchPortalLinks(bookingId: string, signal?: AbortSignal): Promise<PortalLink[]> {
  const query = queryString({ booking_id: bookingId });
  return (await api<{ data: PortalLink[] }>(`/portal-links${query}`, { signal })).data;
}

export async function createPortalLink(body: PortalLinkCreate): Promise<MadePortalLink> {
  return (await api<{ data: MadePortalLink }>("/portal-links", { method: "POST", body })).data;
}

/** A further address of a link that is there; what was sent before keeps working. */
export async function createPortalToken(id: string, body: TokenCreate): Promise<MadeToken> {
  return (await api<{ data: MadeToken }>(`/portal-links/${id}/tokens`, { method: "POST", body })).data;
}

/** Leaves at once, to the customer's address on file. */
export async function sendPortalLink(id: string): Promise<void> {
  await api(`/portal-links/${id}/sendings`, { method: "POST" });
}

/** Ends it for open pages too. */
export async function revokePortalLink(id: string, version: number): Promise<PortalLink> {
  return (await api<{ data: PortalLink }>(`/portal-links/${id}`, { method: "DELETE", ifMatch: version }))
    .data;
}

export async function fetchLinkViews(id: string, signal?: AbortSignal): Promise<LinkView[]> {
  return (await api<{ data: LinkView[] }>(`/portal-links/${id}/views`, { signal })).data;
}
