"use client";

import { useQuery } from "@tanstack/react-query";
import { useCan } from "@/components/shared/member";
import { fetchTags, tagKeys } from "@/lib/tags/client";

/** They change rarely, and a list that is a few minutes old still has what is chosen. */
const STALE_MS = 300_000;

/** The tags a list can be filtered by, as far as one may read them. */
export function useTagChoices() {
  const may = useCan();
  const { data } = useQuery({
    queryKey: tagKeys.list({}),
    queryFn: ({ signal }) => fetchTags({}, { limit: 200, signal }),
    enabled: may("read", "tags"),
    staleTime: STALE_MS,
  });
  return data?.data ?? [];
}
