"use client";

import { useQuery } from "@tanstack/react-query";
import { useCan } from "@/components/shared/member";
import { fetchServiceTypes, serviceTypeKeys } from "@/lib/service-types/client";
import { fetchTags, tagKeys } from "@/lib/tags/client";

/** They change rarely, and a list that is a few minutes old still has what is chosen. */
const STALE_MS = 300_000;

/** Kinds of work and tags, as far as one may read them. */
export function useJobChoices() {
  const may = useCan();
  const services = useQuery({
    queryKey: serviceTypeKeys.list({}),
    queryFn: ({ signal }) => fetchServiceTypes({}, { limit: 200, signal }),
    enabled: may("read", "service_types"),
    staleTime: STALE_MS,
  });
  const tags = useQuery({
    queryKey: tagKeys.list({}),
    queryFn: ({ signal }) => fetchTags({}, { limit: 200, signal }),
    enabled: may("read", "tags"),
    staleTime: STALE_MS,
  });
  return { services: services.data?.data ?? [], tags: tags.data?.data ?? [] };
}
