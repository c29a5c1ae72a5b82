"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { useMemo } from "react";
import { usePollMs } from "@/components/shared/live";
import { feedbackKeys, fetchFeedback } from "@/lib/feedback/client";
import type { FeedbackFilters } from "@/lib/feedback/schema";
import { feedbackFilters, feedbackParsers, PAGE_SIZE } from "./filters";

const CLEARED = { stars: null, person: null, customer: null, answer: null, hidden: null };

/** What the address says is shown. */
export function useFeedbackView() {
  const [view, setView] = useQueryStates(feedbackParsers, { history: "replace" });
  const filters = feedbackFilters(view);
  return {
    view,
    filters,
    set: (changes: Parameters<typeof setView>[0]) => void setView(changes),
    clear: () => void setView(CLEARED),
    isFiltered: Object.keys(CLEARED).some((name) => Boolean(view[name as keyof typeof CLEARED])),
  };
}

export type FeedbackViewState = ReturnType<typeof useFeedbackView>;

export function useFeedback(filters: FeedbackFilters) {
  const query = useInfiniteQuery({
    queryKey: feedbackKeys.list(filters),
    queryFn: ({ pageParam, signal }) =>
      fetchFeedback(filters, { cursor: pageParam, limit: PAGE_SIZE, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
    refetchInterval: usePollMs(),
    refetchOnWindowFocus: "always",
  });
  const pages = query.data?.pages;
  const rows = useMemo(() => pages?.flatMap((page) => page.data), [pages]);
  return { ...query, rows };
}
