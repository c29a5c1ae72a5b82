"use client";

import { useQueryStates } from "nuqs";
import { useFields } from "@/components/custom-fields/use-fields";
import { useTypedQuery } from "@/components/shared/use-typed-query";
import { jobFilters, jobParsers, jobQuery, viewOfQuery } from "./filters";

const CLEARED = {
  q: null,
  state: null,
  priority: null,
  service: null,
  tag: null,
  fields: null,
  customer: null,
  property: null,
};

/** What the address says is shown. */
export function useJobView() {
  const [view, setView] = useQueryStates(jobParsers, { history: "replace" });
  const fields = useFields();
  const typing = useTypedQuery(view.q, (text) => setView({ q: text || null }));
  return {
    view,
    filters: jobFilters(view, fields),
    query: jobQuery(view),
    text: typing.text,
    search: typing.search,
    set: (changes: Parameters<typeof setView>[0]) => void setView(changes),
    clear: () => {
      typing.forget();
      void setView(CLEARED);
    },
    /** A view replaces what was filtered before: it is a whole question of its own. */
    show: (stored: string) => {
      typing.forget();
      void setView({ ...viewOfQuery(stored), peek: null }, { history: "push" });
    },
    isFiltered: Object.keys(CLEARED).some((name) => Boolean(view[name as keyof typeof CLEARED])),
  };
}

export type JobViewState = ReturnType<typeof useJobView>;
