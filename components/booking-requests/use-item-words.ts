"use client";

import { useQuery } from "@tanstack/react-query";
import { useCan, useMember } from "@/components/shared/member";
import { useSlotWords } from "@/components/shared/use-slot-words";
import { fetchResources, resourceKeys } from "@/lib/resources/client";

/** Free times of a piece of work in words. A place nobody knows yet has the company's clock. */
export function useItemWords(timeZone: string | null) {
  const may = useCan();
  const company = useMember().organization.time_zone;
  const { data } = useQuery({
    queryKey: resourceKeys.list({}),
    queryFn: ({ signal }) => fetchResources({}, { limit: 200, signal }),
    enabled: may("read", "resources"),
    staleTime: 300_000,
  });
  const names = new Map(data?.data.map(({ id, name }) => [id, name]));
  return useSlotWords(names, timeZone ?? company);
}
