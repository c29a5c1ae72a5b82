"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { fetchNotifications, notificationKeys } from "@/lib/notifications/client";
import type { Notification } from "@/lib/notifications/schema";
import { MESSAGES_PAGE } from "./messages-page";

/** While one is on its way its end is news of the next seconds. */
const UNDER_WAY_MS = 2_000;
/** No event tells of messages: they are made of events, seconds later. */
const QUIET_MS = 10_000;

const isUnderWay = ({ status }: Notification) => status === "waiting" || status === "sending";

/** Messages about one visit, latest first; not asked for by who may not read them. */
export function useMessages(bookingId: string, mayRead: boolean) {
  return useInfiniteQuery({
    queryKey: notificationKeys.list({ booking_id: bookingId }),
    queryFn: ({ pageParam, signal }) =>
      fetchNotifications({ booking_id: bookingId }, { cursor: pageParam, limit: MESSAGES_PAGE, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    enabled: mayRead,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ data }) => data.some(isUnderWay)) ? UNDER_WAY_MS : QUIET_MS,
  });
}
