"use client";

import { useQuery } from "@tanstack/react-query";
import { useCan } from "@/components/shared/member";
import { fetchMembers, memberKeys } from "@/lib/members/client";

const STALE_MS = 300_000;

/** The members by name, for who may read them: one question for the filter and all lines. */
export function useAuditPeople(): readonly { id: string; name: string }[] {
  const may = useCan();
  const { data } = useQuery({
    queryKey: memberKeys.list({}),
    queryFn: ({ signal }) => fetchMembers({}, { limit: 200, signal }),
    enabled: may("read", "members"),
    staleTime: STALE_MS,
  });
  return (data?.data ?? []).map(({ user_id: id, name, email }) => ({ id, name: name ?? email ?? "…" }));
}
