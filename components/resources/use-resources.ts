"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { usePollMs } from "@/components/shared/live";
import { fetchResources } from "@/lib/resources/client";
import type { ResourceFilters } from "@/lib/resources/schema";
import { PAGE_SIZE, pagesKey } from "./filters";

export function useResources(filters: ResourceFilters) {
  const query = useInfiniteQuery({
    queryKey: pagesKey(filters),
    queryFn: ({ pageParam, signal }) =>
      fetchResources(filters, { cursor: pageParam, limit: PAGE_SIZE, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
    refetchInterval: usePollMs(),
    refetchOnWindowFocus: true,
  });
  const pages = query.data?.pages;
  const rows = useMemo(() => pages?.flatMap((page) => page.data), [pages]);
  return { ...query, rows };
}
