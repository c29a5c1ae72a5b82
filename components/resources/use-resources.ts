"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { fetchResources } from "@/lib/resources/client";
import type { ResourceFilters } from "@/lib/resources/schema";
import { PAGE_SIZE, pagesKey } from "./filters";

/** What everybody does changes by itself: asked again each half minute and on return to the window. */
const REFRESH_MS = 30_000;

export function useResources(filters: ResourceFilters) {
  const query = useInfiniteQuery({
    queryKey: pagesKey(filters),
    queryFn: ({ pageParam, signal }) =>
      fetchResources(filters, { cursor: pageParam, limit: PAGE_SIZE, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
    refetchOnWindowFocus: true,
  });
  const pages = query.data?.pages;
  const rows = useMemo(() => pages?.flatMap((page) => page.data), [pages]);
  return { ...query, rows };
}
