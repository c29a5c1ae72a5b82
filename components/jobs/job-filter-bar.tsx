"use client";

import { useTranslations } from "use-intl/react";
import { useFieldFilters } from "@/components/custom-fields/use-field-filters";
import { FilterBar } from "@/components/shared/filter-bar";
import type { Filter } from "@/components/shared/filter-bar";
import { JOB_STATES, PRIORITIES } from "@/lib/jobs/rules";
import { useJobChoices } from "./use-job-choices";
import type { JobViewState } from "./use-job-view";

function useJobFilters({ view, set }: JobViewState): Filter[] {
  const t = useTranslations("jobs");
  const bookings = useTranslations("bookings");
  const { services, tags } = useJobChoices();
  const fieldFilters = useFieldFilters("job", view.fields, (fields) => set({ fields }));
  const named = (id: "service" | "tag", rows: readonly { id: string; name: string }[]): Filter[] =>
    rows.length > 0
      ? [
          {
            id,
            label: t(`filter.${id}`),
            value: view[id],
            options: rows.map((row) => ({ value: row.id, label: row.name })),
            onChange: (value) => set({ [id]: value }),
          },
        ]
      : [];
  return [
    {
      id: "state",
      label: t("filter.state"),
      value: view.state,
      options: JOB_STATES.map((value) => ({ value, label: t(`status.${value}`) })),
      onChange: (value) => set({ state: JOB_STATES.find((state) => state === value) ?? null }),
    },
    {
      id: "priority",
      label: t("filter.priority"),
      value: view.priority,
      options: PRIORITIES.map((value) => ({ value, label: bookings(`priority.${value}`) })),
      onChange: (value) => set({ priority: PRIORITIES.find((known) => known === value) ?? null }),
    },
    ...named("service", services),
    ...named("tag", tags),
    ...fieldFilters,
  ];
}

export function JobFilterBar({ state, isBusy }: { state: JobViewState; isBusy: boolean }) {
  const t = useTranslations("jobs");
  return (
    <FilterBar
      search={{ value: state.text, onChange: state.search, placeholder: t("filter.search"), busy: isBusy }}
      filters={useJobFilters(state)}
    />
  );
}
