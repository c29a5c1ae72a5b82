"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { fetchProperties, propertyKeys } from "@/lib/properties/client";
import type { PropertyFilters } from "@/lib/properties/schema";
import { PAGE_SIZE } from "./filters";

/** Page by page, by address. While other filters load, the old rows stay. */
export function useProperties(filters: PropertyFilters) {
  const query = useInfiniteQuery({
    queryKey: propertyKeys.list(filters),
    queryFn: ({ pageParam, signal }) =>
      fetchProperties(filters, { cursor: pageParam, limit: PAGE_SIZE, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
  });
  const pages = query.data?.pages;
  const rows = useMemo(() => pages?.flatMap((page) => page.data), [pages]);
  // A search answers with its best matches on one page; a full page means that there may be more.
  const isCut = filters.q !== undefined && rows !== undefined && rows.length >= PAGE_SIZE;
  return { ...query, rows, isCut };
}
