"use client";

import { useQuery } from "@tanstack/react-query";
import { useClockPollMs } from "@/components/shared/live";
import { fetchToday, fetchTodayParts, todayKeys } from "@/lib/today/client";
import type { Today, TodayPart } from "@/lib/today/schema";

/** The day as it was read for the page, and when. */
export type FirstDay = { today: Today; atMs: number };

/**
 * The day as the server counts it, asked again every half minute and whenever one comes back to the window. What was
 * read for the page is handed over: the sidebar has asked for the same by then, and a cache that has a question already
 * takes an answer from the server only after the first paint.
 */
export function useToday(first?: FirstDay | null) {
  return useQuery({
    queryKey: todayKeys.all,
    initialData: first?.today,
    initialDataUpdatedAt: first?.atMs,
    queryFn: ({ signal }) => fetchToday(signal),
    refetchInterval: useClockPollMs(),
    refetchOnWindowFocus: "always",
  });
}

/**
 * Some parts of the day. They come with the whole in one answer; where that fails each block asks for its own, so
 * that what cannot be read takes nothing else with it.
 */
export function useTodayParts<Part extends TodayPart>(parts: readonly Part[]) {
  const whole = useToday();
  const alone = useQuery({
    queryKey: todayKeys.parts(parts),
    queryFn: ({ signal }) => fetchTodayParts(parts, signal),
    enabled: whole.isError,
    refetchInterval: useClockPollMs(),
  });
  const isAlone = whole.isError && alone.data !== undefined;
  const known = isAlone ? alone.data : whole.data;
  const answered = known as Pick<Today, "date" | "time_zone" | Part> | undefined;
  return {
    data: answered,
    updatedAtMs: isAlone ? alone.dataUpdatedAt : whole.dataUpdatedAt,
    /** Only where nothing is known: old words that show their age are better than none. */
    error: answered ? null : alone.error,
    retry: () => {
      void whole.refetch();
      void alone.refetch();
    },
  };
}
