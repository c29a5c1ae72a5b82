"use client";

import { useQueryStates } from "nuqs";
import { useTypedQuery } from "@/components/shared/use-typed-query";
import { resourceFilters, resourceParsers } from "./filters";

/** What the address says is shown. */
export function useResourceView() {
  const [view, setView] = useQueryStates(resourceParsers, { history: "replace" });
  const typing = useTypedQuery(view.q, (text) => setView({ q: text || null }));
  const filters = resourceFilters(view);
  return {
    view,
    filters,
    text: typing.text,
    search: typing.search,
    clear: () => {
      typing.forget();
      void setView({ q: null, kind: null, skill: null, inactive: null, deleted: null });
    },
    set: (changes: Parameters<typeof setView>[0]) => void setView(changes),
    isFiltered: Boolean(filters.q ?? filters.kind ?? filters.skill_id) || view.inactive || view.deleted,
  };
}

export type ResourceViewState = ReturnType<typeof useResourceView>;
