"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl/react";
import { FilterBar } from "@/components/shared/filter-bar";
import type { Filter } from "@/components/shared/filter-bar";
import { useCan } from "@/components/shared/member";
import { customerKeys, fetchCustomer } from "@/lib/customers/client";
import { fetchResources, resourceKeys } from "@/lib/resources/client";
import type { FeedbackViewState } from "./use-feedback";

/** People come and go rarely; a list that is a few minutes old still has who is looked for. */
const STALE_MS = 300_000;

function usePeopleFilter({ view, set }: FeedbackViewState): Filter[] {
  const t = useTranslations("feedback");
  const may = useCan();
  const technicians = { kind: "technician" } as const;
  const { data } = useQuery({
    queryKey: resourceKeys.list(technicians),
    queryFn: ({ signal }) => fetchResources(technicians, { limit: 200, signal }),
    enabled: may("read", "resources"),
    staleTime: STALE_MS,
  });
  if (!data || data.data.length === 0) return [];
  return [
    {
      id: "person",
      label: t("filter.person"),
      value: view.person,
      options: data.data.map(({ id, name }) => ({ value: id, label: name })),
      onChange: (value) => set({ person: value }),
    },
  ];
}

/** Only where one came from a customer's page: there are too many to choose from. */
function useCustomerFilter({ view, set, filters }: FeedbackViewState): Filter[] {
  const t = useTranslations("feedback");
  const may = useCan();
  const id = filters.customer_id;
  const { data } = useQuery({
    queryKey: customerKeys.record(id ?? ""),
    queryFn: ({ signal }) => fetchCustomer(id ?? "", signal),
    enabled: id !== undefined && may("read", "customers"),
  });
  if (id === undefined) return [];
  return [
    {
      id: "customer",
      label: t("filter.customer"),
      value: view.customer,
      options: [{ value: id, label: data?.display_name ?? "…" }],
      onChange: (value) => set({ customer: value }),
    },
  ];
}

export function FeedbackFilterBar({ state }: { state: FeedbackViewState }) {
  const t = useTranslations("feedback");
  const { view, set } = state;
  const filters: Filter[] = [
    {
      id: "stars",
      label: t("filter.stars"),
      value: view.stars === null ? null : String(view.stars),
      options: [5, 4, 3, 2, 1].map((stars) => ({
        value: String(stars),
        label: t("starsOf", { count: stars }),
      })),
      onChange: (value) => set({ stars: value === null ? null : Number(value) }),
    },
    ...usePeopleFilter(state),
    ...useCustomerFilter(state),
    {
      id: "answer",
      label: t("filter.answer"),
      value: view.answer,
      options: (["open", "given"] as const).map((value) => ({ value, label: t(`filter.${value}`) })),
      onChange: (value) => set({ answer: value === "open" || value === "given" ? value : null }),
    },
    {
      id: "hidden",
      label: t("filter.hidden"),
      value: view.hidden ? "yes" : null,
      options: [{ value: "yes", label: t("filter.only") }],
      onChange: (value) => set({ hidden: value === "yes" || null }),
    },
  ];
  return <FilterBar filters={filters} />;
}
