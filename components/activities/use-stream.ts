"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import type { UseInfiniteQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { usePollMs } from "@/components/shared/live";
import { activityKeys, fetchActivities } from "@/lib/activities/client";
import type { Activity, ActivityFilters } from "@/lib/activities/schema";
import { fetchHistory, historyKeys } from "@/lib/history/client";
import type { Change, HistoryOf } from "@/lib/history/schema";
import { STREAM_PAGE } from "./stream-page";

export type StreamShow = "all" | "messages" | "notes" | "changes";
type Entry = { atMs: number } & ({ note: Activity } | { change: Change } | { id: string; drawn: ReactNode });

/** Messages of the record, which their own feature reads and draws. */
export type StreamMessages = {
  query: Pick<
    UseInfiniteQueryResult,
    "error" | "hasNextPage" | "isFetchingNextPage" | "refetch" | "fetchNextPage"
  >;
  entries: { atMs: number; id: string; drawn: ReactNode }[] | undefined;
  /** How a message of the office, which is a line of its own, reached the customer. */
  deliveryOf: (activityId: string) => ReactNode;
};

type StreamOptions = {
  of: ActivityFilters;
  historyOf: HistoryOf;
  id: string;
  show: StreamShow;
  messages?: StreamMessages;
};

/**
 * The lists of one record as one. All come in pages, so only what is newer than the end of each is sure to be
 * complete: older entries wait until the other lists have come as far.
 */
export function useStream({ of, historyOf, id, show, messages }: StreamOptions) {
  const notes = useInfiniteQuery({
    queryKey: activityKeys.list(of),
    queryFn: ({ pageParam, signal }) =>
      fetchActivities(of, { cursor: pageParam, limit: STREAM_PAGE, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    refetchInterval: usePollMs(),
  });
  const changes = useInfiniteQuery({
    queryKey: historyKeys.record(historyOf, id),
    queryFn: ({ pageParam, signal }) =>
      fetchHistory(historyOf, id, { cursor: pageParam, limit: STREAM_PAGE, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    refetchInterval: usePollMs(),
  });
  const shows = (part: StreamShow) => show === "all" || show === part;
  const lists: { query: StreamMessages["query"]; entries: Entry[] | undefined }[] = [
    ...(messages && shows("messages") ? [messages] : []),
    ...(shows("notes") || show === "messages"
      ? [{ query: notes, entries: notes.data && entriesOfNotes(notes.data.pages, show) }]
      : []),
    ...(shows("changes")
      ? [{ query: changes, entries: changes.data && entriesOfChanges(changes.data.pages) }]
      : []),
  ];
  const failed = lists.find(({ query }) => query.error);
  const open = lists.filter(({ query }) => query.hasNextPage);
  const isComplete = lists.every(({ entries }) => entries !== undefined);
  const from = Math.max(-Infinity, ...open.map(({ entries }) => entries?.at(-1)?.atMs ?? -Infinity));
  return {
    entries: isComplete
      ? lists
          .flatMap(({ entries }) => entries ?? [])
          .filter(({ atMs }) => atMs >= from)
          .sort((a, b) => b.atMs - a.atMs)
      : undefined,
    error: failed?.query.error ?? null,
    retry: () => lists.forEach(({ query }) => void query.refetch()),
    hasMore: open.length > 0,
    isLoadingMore: open.some(({ query }) => query.isFetchingNextPage),
    /** Of the list that ends first. */
    more: () => {
      const next = open.find(({ entries }) => entries?.at(-1)?.atMs === from) ?? open[0];
      void next?.query.fetchNextPage();
    },
  };
}

/** What was said between customer and office is no note among colleagues. */
function entriesOfNotes(pages: { data: Activity[] }[], show: StreamShow): Entry[] {
  return pages
    .flatMap(({ data }) => data)
    .filter(({ kind }) => show === "all" || (kind === "message") === (show === "messages"))
    .map((note) => ({ atMs: Date.parse(note.created_at), note }));
}

function entriesOfChanges(pages: { data: Change[] }[]): Entry[] {
  return pages.flatMap(({ data }) => data.map((change) => ({ atMs: Date.parse(change.at), change })));
}
