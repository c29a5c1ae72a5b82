"use client";

import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import {
  batchOperationKeys,
  cancelBatchOperation,
  fetchBatchOperation,
  fetchBatchOperations,
} from "@/lib/batch-operations/client";
import { isOpen } from "@/lib/batch-operations/rules";
import type { BatchOperation, BatchOperationFilters } from "@/lib/batch-operations/schema";

const OPEN_POLL_MS = 1_000;
const QUIET_POLL_MS = 30_000;
const PAGE_SIZE = 50;
const EVERYTHING: BatchOperationFilters = {};

/** Each second while something runs: people who started it watch. */
export function useBatchOperations(filters: BatchOperationFilters = EVERYTHING) {
  const query = useInfiniteQuery({
    queryKey: batchOperationKeys.list(filters),
    queryFn: ({ pageParam, signal }) =>
      fetchBatchOperations(filters, { cursor: pageParam, limit: PAGE_SIZE, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    refetchInterval: ({ state }) =>
      state.data?.pages.some((page) => page.data.some(isOpen)) ? OPEN_POLL_MS : QUIET_POLL_MS,
  });
  const pages = query.data?.pages;
  const rows = useMemo(() => pages?.flatMap((page) => page.data), [pages]);
  return { ...query, rows };
}

/** One of them, on the page that started it; null asks for nothing. */
export function useBatchOperation(id: string | null) {
  return useQuery({
    queryKey: batchOperationKeys.one(id ?? ""),
    queryFn: ({ signal }) => fetchBatchOperation(id ?? "", signal),
    enabled: id !== null,
    refetchInterval: ({ state }) => (!state.data || isOpen(state.data) ? OPEN_POLL_MS : false),
  });
}

export function useCancellation() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: cancelBatchOperation,
    onSuccess: (operation: BatchOperation) =>
      client.setQueryData(batchOperationKeys.one(operation.id), operation),
    onSettled: () => client.invalidateQueries({ queryKey: batchOperationKeys.all }),
  });
}
