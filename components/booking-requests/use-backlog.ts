"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { usePollMs } from "@/components/shared/live";
import { useCan } from "@/components/shared/member";
import { useHeldRows } from "@/components/shared/use-held-rows";
import { bookingRequestKeys, fetchBookingRequests } from "@/lib/booking-requests/client";
import type { Page } from "@/lib/http/fields";
import { fetchJobs, jobKeys } from "@/lib/jobs/client";
import { ofJob, ofRequest } from "./backlog-item";
import type { BacklogItem } from "./backlog-item";
import { PAGE_SIZE } from "./filters";
import type { BacklogViewState } from "./use-backlog-view";

type Source<R> = {
  key: readonly unknown[];
  read: (paging: { cursor: string | null; limit: number; signal: AbortSignal }) => Promise<Page<R>>;
  itemOf: (row: R) => BacklogItem;
  isEnabled: boolean;
  isHeld: () => boolean;
  gone: ReadonlySet<string>;
};

function useItems<R>({ key, read, itemOf, isEnabled, isHeld, gone }: Source<R>) {
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam, signal }) => read({ cursor: pageParam, limit: PAGE_SIZE, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page: Page<R>) => page.next_cursor,
    placeholderData: keepPreviousData,
    refetchInterval: usePollMs(),
    refetchOnWindowFocus: "always",
    enabled: isEnabled,
  });
  const pages = query.data?.pages;
  const answered = useMemo(
    () => pages?.flatMap((page) => page.data.map((row) => itemOf(row))),
    [pages, itemOf],
  );
  const held = useHeldRows(answered, {
    isHeld,
    of: JSON.stringify(key),
    isSettled: !query.isPlaceholderData,
    gone,
  });
  const rows = held.rows?.filter(({ id }) => !gone.has(id));
  return { ...query, ...held, rows };
}

/** Both tabs are read at once, so that each says its count. */
export function useBacklog(state: BacklogViewState, isHeld: () => boolean, gone: ReadonlySet<string>) {
  const may = useCan();
  const requests = useItems({
    key: bookingRequestKeys.list(state.requests),
    read: (paging) => fetchBookingRequests(state.requests, paging),
    itemOf: ofRequest,
    isEnabled: may("read", "booking_requests"),
    isHeld,
    gone,
  });
  const toPlan = useItems({
    key: jobKeys.list(state.toPlan),
    read: (paging) => fetchJobs(state.toPlan, paging),
    itemOf: ofJob,
    isEnabled: may("read", "jobs"),
    isHeld,
    gone,
  });
  return { requests, to_plan: toPlan };
}

export type BacklogList = ReturnType<typeof useItems>;
