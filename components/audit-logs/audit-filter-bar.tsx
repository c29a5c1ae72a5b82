"use client";

import { useTranslations } from "use-intl/react";
import { FilterBar } from "@/components/shared/filter-bar";
import type { Filter } from "@/components/shared/filter-bar";
import { ACTIONS, ENTITIES, SPANS } from "./filters";
import { useAuditPeople } from "./use-audit-people";
import type { AuditViewState } from "./use-audit-logs";

const SEVERITIES = ["notice", "warning", "critical"] as const;

/** A word that stands within sentences elsewhere, as it stands alone. */
const alone = (word: string) => word.charAt(0).toLocaleUpperCase() + word.slice(1);

function usePeopleFilter({ view, set }: AuditViewState): Filter[] {
  const t = useTranslations("audit-logs");
  const people = useAuditPeople();
  if (people.length === 0) return [];
  return [
    {
      id: "person",
      label: t("filter.person"),
      value: view.person,
      options: people.map(({ id, name }) => ({ value: id, label: name })),
      onChange: (person) => set({ person }),
    },
  ];
}

/** Only where one came from a record or a request: there are too many to choose from. */
function useGivenFilters({ view, set }: AuditViewState): Filter[] {
  const t = useTranslations("audit-logs");
  const given = [
    { id: "record", label: t("filter.record"), value: view.record, onChange: () => set({ record: null }) },
    {
      id: "request",
      label: t("filter.request"),
      value: view.request,
      onChange: () => set({ request: null }),
    },
  ];
  return given
    .filter(({ value }) => value !== null)
    .map((filter) => ({ ...filter, options: [{ value: filter.value ?? "", label: t("filter.thisOne") }] }));
}

export function AuditFilterBar({ state, busy }: { state: AuditViewState; busy: boolean }) {
  const t = useTranslations("audit-logs");
  const { view, set, typed } = state;
  const people = usePeopleFilter(state);
  const given = useGivenFilters(state);
  const filters: Filter[] = [
    ...people,
    {
      id: "entity",
      label: t("filter.entity"),
      value: view.entity,
      options: ENTITIES.map((value) => ({ value, label: alone(t(`entity.${value}`)) })),
      onChange: (value) => set({ entity: ENTITIES.find((one) => one === value) ?? null }),
    },
    {
      id: "action",
      label: t("filter.action"),
      value: view.action,
      options: ACTIONS.map((value) => ({ value, label: t(`action.${value}`) })),
      onChange: (value) => set({ action: ACTIONS.find((one) => one === value) ?? null }),
    },
    {
      id: "span",
      label: t("filter.span"),
      value: view.span,
      options: SPANS.map((value) => ({ value, label: t(`span.${value}`) })),
      onChange: (value) => set({ span: SPANS.find((one) => one === value) ?? null }),
    },
    {
      id: "severity",
      label: t("filter.severity"),
      value: view.severity,
      options: SEVERITIES.map((value) => ({ value, label: t(`severity.${value}`) })),
      onChange: (value) => set({ severity: SEVERITIES.find((one) => one === value) ?? null }),
    },
    ...given,
  ];
  return (
    <FilterBar
      search={{ value: typed.text, onChange: typed.search, placeholder: t("search"), busy }}
      filters={filters}
    />
  );
}
