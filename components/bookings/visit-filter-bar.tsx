"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { useFieldFilters } from "@/components/custom-fields/use-field-filters";
import { FilterBar } from "@/components/shared/filter-bar";
import type { Filter } from "@/components/shared/filter-bar";
import { useCan, useMember } from "@/components/shared/member";
import { StateIcon } from "@/components/shared/state-badge";
import { BOOKING_STATES } from "@/lib/bookings/rules";
import { useFormats } from "@/lib/i18n/client";
import { PRIORITIES } from "@/lib/jobs/rules";
import { fetchResources, resourceKeys } from "@/lib/resources/client";
import { fetchServiceTypes, serviceTypeKeys } from "@/lib/service-types/client";
import { addDays, dateIn, startOfWeek } from "@/lib/time";
import { statesOf } from "./filters";
import type { VisitViewState } from "./use-visit-view";

/** So many states are named in a chip; more are counted. */
const MOST_NAMED = 3;

function useChoices() {
  const may = useCan();
  const resources = useQuery({
    queryKey: resourceKeys.list({}),
    queryFn: ({ signal }) => fetchResources({}, { limit: 200, signal }),
    enabled: may("read", "resources"),
    staleTime: 300_000,
  });
  const services = useQuery({
    queryKey: serviceTypeKeys.list({}),
    queryFn: ({ signal }) => fetchServiceTypes({}, { limit: 200, signal }),
    enabled: may("read", "service_types"),
    staleTime: 300_000,
  });
  return { resources: resources.data?.data ?? [], services: services.data?.data ?? [] };
}

/** Days people ask for by name; any other range comes from a link and is shown by its dates. */
function useDayFilter({ view, set }: VisitViewState): Filter {
  const t = useTranslations("bookings");
  const formats = useFormats();
  const zone = useMember().organization.time_zone;
  const [today] = useState(() => dateIn(Date.now(), zone));
  const monday = startOfWeek(today);
  const ranges = [
    { label: t("day.today"), from: today, to: today },
    { label: t("day.tomorrow"), from: addDays(today, 1), to: addDays(today, 1) },
    { label: t("day.thisWeek"), from: monday, to: addDays(monday, 6) },
    { label: t("day.nextWeek"), from: addDays(monday, 7), to: addDays(monday, 13) },
    { label: t("day.lastWeek"), from: addDays(monday, -7), to: addDays(monday, -1) },
  ];
  const value = view.from || view.to ? `${view.from ?? ""}/${view.to ?? ""}` : null;
  const options = ranges.map(({ label, from, to }) => ({ value: `${from}/${to}`, label }));
  if (value && !options.some((option) => option.value === value)) {
    const day = (date: string | null) => (date ? formats.day(`${date}T12:00:00Z`, "UTC") : "");
    options.push({ value, label: `${day(view.from)} – ${day(view.to)}` });
  }
  return {
    id: "day",
    label: t("filter.day"),
    value,
    options,
    onChange: (next) => {
      const [from, to] = next?.split("/") ?? [];
      set({ from: from || null, to: to || null });
    },
  };
}

/** One state is chosen here; several come with a link, as from the figures of Today, and are shown by their names. */
function useStateFilter({ view, set }: VisitViewState): Filter {
  const t = useTranslations("bookings");
  const formats = useFormats();
  const options: Filter["options"][number][] = BOOKING_STATES.map((value) => ({
    value,
    label: t(`state.${value}`),
    icon: <StateIcon state={value} className="size-4" />,
  }));
  const chosen = statesOf(view.state);
  if (view.state && chosen.length > 1) {
    const names = formats.list(chosen.map((each) => t(`state.${each}`)));
    const label = chosen.length > MOST_NAMED ? t("filter.states", { count: chosen.length }) : names;
    options.push({ value: view.state, label });
  }
  return {
    id: "state",
    label: t("filter.state"),
    value: view.state,
    options,
    onChange: (value) => set({ state: value }),
  };
}

function useVisitFilters(state: VisitViewState): Filter[] {
  const t = useTranslations("bookings");
  const { view, set } = state;
  const { resources, services } = useChoices();
  const fieldFilters = useFieldFilters("booking", view.fields, (fields) => set({ fields }));
  const filters: Filter[] = [useDayFilter(state), useStateFilter(state)];
  filters.push({
    id: "priority",
    label: t("filter.priority"),
    value: view.priority,
    options: PRIORITIES.map((value) => ({ value, label: t(`priority.${value}`) })),
    onChange: (value) => set({ priority: PRIORITIES.find((known) => known === value) ?? null }),
  });
  // These come with their names from the server and stand last, so that they push nothing aside.
  if (resources.length > 0)
    filters.push({
      id: "person",
      label: t("filter.person"),
      value: view.person,
      options: resources.map(({ id, name }) => ({ value: id, label: name })),
      onChange: (person) => set({ person }),
    });
  if (services.length > 0)
    filters.push({
      id: "service",
      label: t("filter.service"),
      value: view.service,
      options: services.map(({ id, name }) => ({ value: id, label: name })),
      onChange: (service) => set({ service }),
    });
  return [...filters, ...fieldFilters];
}

export function VisitFilterBar({ state, isBusy }: { state: VisitViewState; isBusy: boolean }) {
  const t = useTranslations("bookings");
  return (
    <FilterBar
      search={{
        value: state.text,
        onChange: state.search,
        placeholder: t("filter.search"),
        busy: isBusy,
      }}
      filters={useVisitFilters(state)}
    />
  );
}
