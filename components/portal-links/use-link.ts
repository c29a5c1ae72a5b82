"use client";

import { useQuery } from "@tanstack/react-query";
import { useCan } from "@/components/shared/member";
import { fetchPortalLinks, portalLinkKeys } from "@/lib/portal-links/client";
import type { PortalLink } from "@/lib/portal-links/schema";

/** A customer's look is no change of a record: nobody tells of it, so the panel asks while somebody sees it. */
const LOOK_MS = 10_000;

export const isOpenLink = ({ revoked_at, expires_at }: PortalLink, now: number): boolean =>
  revoked_at === null && Date.parse(expires_at) > now;

/** The links of a visit; the newest that still works is the one that is copied and sent. */
export function useLinks(bookingId: string) {
  const mayRead = useCan()("read", "portal_links");
  const query = useQuery({
    queryKey: portalLinkKeys.list(bookingId),
    queryFn: ({ signal }) => fetchPortalLinks(bookingId, signal),
    enabled: mayRead,
    refetchInterval: LOOK_MS,
    refetchOnWindowFocus: "always",
  });
  // As of the answer: a link that ends while somebody looks is gone with the next one.
  const open = (query.data ?? []).filter((link) => isOpenLink(link, query.dataUpdatedAt));
  return { ...query, mayRead, open };
}
