"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { customerKeys, fetchCustomers } from "@/lib/customers/client";
import type { CustomerFilters } from "@/lib/customers/schema";
import { PAGE_SIZE } from "./filters";

/** Page by page. While other filters load, the old rows stay: matches keep their place during typing. */
export function useCustomers(filters: CustomerFilters) {
  const query = useInfiniteQuery({
    queryKey: customerKeys.list(filters),
    queryFn: ({ pageParam, signal }) =>
      fetchCustomers(filters, { cursor: pageParam, limit: PAGE_SIZE, signal }),
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
