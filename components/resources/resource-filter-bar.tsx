"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl/react";
import { FilterBar } from "@/components/shared/filter-bar";
import type { Filter } from "@/components/shared/filter-bar";
import { useCan } from "@/components/shared/member";
import { RESOURCE_KINDS } from "@/lib/resources/rules";
import { fetchSkills, skillKeys } from "@/lib/skills/client";
import type { ResourceViewState } from "./use-resource-view";

function useResourceFilters({ view, set }: ResourceViewState): Filter[] {
  const t = useTranslations("resources");
  const may = useCan();
  const skills = useQuery({
    queryKey: skillKeys.list({}),
    queryFn: ({ signal }) => fetchSkills({}, { limit: 200, signal }),
    enabled: may("read", "skills"),
  });
  const filters: Filter[] = [
    {
      id: "kind",
      label: t("filter.kind"),
      value: view.kind,
      options: RESOURCE_KINDS.map((value) => ({ value, label: t(`kind.${value}`) })),
      onChange: (value) => set({ kind: RESOURCE_KINDS.find((known) => known === value) ?? null }),
    },
    {
      id: "skill",
      label: t("filter.skill"),
      value: view.skill,
      options: (skills.data?.data ?? []).map((skill) => ({ value: skill.id, label: skill.name })),
      onChange: (value) => set({ skill: value }),
    },
    {
      id: "inactive",
      label: t("filter.inactive"),
      value: view.inactive ? "yes" : null,
      options: [{ value: "yes", label: t("filter.shown") }],
      onChange: (value) => set({ inactive: value === "yes" || null }),
    },
  ];
  // Deleted ones are seen by who may delete, because nobody else could do anything about them.
  if (may("delete", "resources")) {
    filters.push({
      id: "deleted",
      label: t("filter.deleted"),
      value: view.deleted ? "yes" : null,
      options: [{ value: "yes", label: t("filter.shown") }],
      onChange: (value) => set({ deleted: value === "yes" || null }),
    });
  }
  return filters;
}

export function ResourceFilterBar({ state, isBusy }: { state: ResourceViewState; isBusy: boolean }) {
  const t = useTranslations("resources");
  return (
    <FilterBar
      search={{ value: state.text, onChange: state.search, placeholder: t("filter.search"), busy: isBusy }}
      filters={useResourceFilters(state)}
    />
  );
}
