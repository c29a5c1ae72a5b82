"use client";

import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { useMemo } from "react";
import { holdAnswer } from "@/components/shared/record-cache";
import { useTypedQuery } from "@/components/shared/use-typed-query";
import { auditLogKeys, fetchAuditLogs, fetchAuditSeals, verifyAuditLogs } from "@/lib/audit-logs/client";
import type { AuditLogFilters } from "@/lib/audit-logs/schema";
import { auditFilters, auditParsers, PAGE_SIZE } from "./filters";

const CLEARED = {
  q: "",
  person: null,
  entity: null,
  record: null,
  action: null,
  severity: null,
  span: null,
  request: null,
};
const VERIFYING_POLL_MS = 2_000;
const SEAL_POLL_MS = 30_000;

/** What the address says is shown. */
export function useAuditView() {
  const [view, setView] = useQueryStates(auditParsers, { history: "replace" });
  const typed = useTypedQuery(view.q, (q) => setView({ q }));
  return {
    view,
    typed,
    filters: auditFilters(view),
    set: (changes: Parameters<typeof setView>[0]) => void setView(changes),
    clear: () => {
      typed.forget();
      void setView(CLEARED);
    },
    isFiltered: Object.keys(CLEARED).some((name) => Boolean(view[name as keyof typeof CLEARED])),
  };
}

export type AuditViewState = ReturnType<typeof useAuditView>;

/** Not polled: what one reads must not move, and each first page of a log is an entry of the log. */
export function useAuditLogs(filters: AuditLogFilters) {
  const query = useInfiniteQuery({
    queryKey: auditLogKeys.list(filters),
    queryFn: ({ pageParam, signal }) =>
      fetchAuditLogs(filters, { cursor: pageParam, limit: PAGE_SIZE, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: false,
  });
  const pages = query.data?.pages;
  const rows = useMemo(() => pages?.flatMap((page) => page.data), [pages]);
  return { ...query, rows };
}

export function useAuditSeals() {
  return useQuery({
    queryKey: auditLogKeys.seals,
    queryFn: ({ signal }) => fetchAuditSeals(signal),
    refetchInterval: ({ state }) => (state.data?.is_verifying ? VERIFYING_POLL_MS : SEAL_POLL_MS),
  });
}

export function useVerification() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: verifyAuditLogs,
    onSuccess: (seals) => holdAnswer(client, auditLogKeys.seals, seals),
  });
}
