"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useSettled } from "@/components/shared/use-settled";
import { bookingKeys, checkBooking } from "@/lib/bookings/client";
import type { BookingCheck } from "@/lib/bookings/schema";

/** Arrow keys run through times; only where they stop is asked. */
const SETTLE_MS = 150;

/**
 * What is in the way of a time and people, asked while they are being chosen. `isCurrent` says whether the answer is
 * to what stands there now: an old one must neither allow nor refuse.
 */
export function useCheck(body: BookingCheck | null) {
  const text = JSON.stringify(body);
  const settled = useSettled(text, SETTLE_MS);
  const asked = JSON.parse(settled) as BookingCheck | null;
  const query = useQuery({
    queryKey: asked ? bookingKeys.check(asked) : [...bookingKeys.all, "check"],
    queryFn: ({ signal }) => (asked ? checkBooking(asked, signal) : null),
    enabled: asked !== null,
    placeholderData: keepPreviousData,
    // Somebody may take the time while the dialog stands open.
    refetchInterval: 15_000,
    staleTime: 5_000,
  });
  const isCurrent = settled === text && !query.isPlaceholderData && query.data !== undefined;
  return { checked: query.data ?? null, isCurrent, error: query.error, refetch: query.refetch };
}
