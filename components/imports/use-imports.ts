"use client";

import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { usePollMs } from "@/components/shared/live";
import { holdAnswer } from "@/components/shared/record-cache";
import {
  fetchImport,
  fetchImportRows,
  fetchImports,
  importKeys,
  startImport,
  updateImport,
} from "@/lib/imports/client";
import { PAGE_SIZE } from "@/lib/imports/rules";
import type { Import, ImportRowFilters, ImportUpdate } from "@/lib/imports/schema";

const WATCHED_MS = 1_000;
const UNDER_WAY = new Set<Import["state"]>(["reading", "checking", "importing"]);

export const isUnderWay = ({ state }: Import) => UNDER_WAY.has(state);

export function useImports() {
  const pollMs = usePollMs();
  const query = useInfiniteQuery({
    queryKey: importKeys.list,
    queryFn: ({ pageParam, signal }) => fetchImports({ cursor: pageParam, limit: PAGE_SIZE, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    refetchInterval: pollMs,
  });
  return { ...query, imports: query.data?.pages.flatMap((page) => page.data) };
}

/** Each second while the worker is at it. */
export function useImport(id: string) {
  const pollMs = usePollMs();
  return useQuery({
    queryKey: importKeys.record(id),
    queryFn: ({ signal }) => fetchImport(id, signal),
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data) ? WATCHED_MS : pollMs),
  });
}

/** `stand` is part of the key: when the rows were judged or written anew, they are other rows. */
export function useImportRows(id: string, filters: ImportRowFilters, stand: string) {
  const query = useInfiniteQuery({
    queryKey: [...importKeys.rows(id, filters), stand],
    queryFn: ({ pageParam, signal }) =>
      fetchImportRows(id, filters, { cursor: pageParam, limit: PAGE_SIZE, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });
  return { ...query, rows: query.data?.pages.flatMap((page) => page.data) };
}

export function useImportWrites(found: Import) {
  const client = useQueryClient();
  const onSuccess = (next: Import) => holdAnswer(client, importKeys.record(found.id), next);
  return {
    update: useMutation({
      mutationFn: (body: ImportUpdate) => updateImport(found.id, found.version, body),
      onSuccess,
    }),
    start: useMutation({ mutationFn: () => startImport(found.id), onSuccess }),
  };
}
