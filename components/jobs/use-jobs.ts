"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { usePollMs } from "@/components/shared/live";
import { useHeldRows } from "@/components/shared/use-held-rows";
import { fetchJobs, jobKeys } from "@/lib/jobs/client";
import type { JobFilters } from "@/lib/jobs/schema";
import { PAGE_SIZE } from "./filters";

/** Page by page, asked again every half minute. While other filters load, the old rows stay. */
export function useJobs(filters: JobFilters, isHeld: () => boolean) {
  const query = useInfiniteQuery({
    queryKey: jobKeys.list(filters),
    queryFn: ({ pageParam, signal }) => fetchJobs(filters, { cursor: pageParam, limit: PAGE_SIZE, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
    refetchInterval: usePollMs(),
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
