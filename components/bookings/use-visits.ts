"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useClockPollMs } from "@/components/shared/live";
import { bookingKeys, fetchBookings } from "@/lib/bookings/client";
import type { BookingFilters } from "@/lib/bookings/schema";
import { PAGE_SIZE } from "./filters";
import { useHeldRows } from "@/components/shared/use-held-rows";

/** Page by page, asked again every half minute. While other filters load, the old rows stay. */
export function useVisits(filters: BookingFilters, isHeld: () => boolean) {
  const query = useInfiniteQuery({
    queryKey: bookingKeys.list(filters),
    queryFn: ({ pageParam, signal }) =>
      fetchBookings(filters, { cursor: pageParam, limit: PAGE_SIZE, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
    refetchInterval: useClockPollMs(),
    refetchOnWindowFocus: "always",
  });
  const pages = query.data?.pages;
  const answered = useMemo(() => pages?.flatMap((page) => page.data), [pages]);
  const held = useHeldRows(answered, {
    isHeld,
    of: JSON.stringify(filters),
    isSettled: !query.isPlaceholderData,
  });
  return { ...query, ...held };
}
