"use client";

import { useQueryStates } from "nuqs";
import { useMemo } from "react";
import { useFields } from "@/components/custom-fields/use-fields";
import { useMember } from "@/components/shared/member";
import { useTypedQuery } from "@/components/shared/use-typed-query";
import { columnsOf, viewOfQuery, visitFilters, visitParsers, visitQuery } from "./filters";

const CLEARED = {
  q: null,
  state: null,
  person: null,
  service: null,
  priority: null,
  customer: null,
  property: null,
  fields: null,
  from: null,
  to: null,
};

/** What the address says is shown. */
export function useVisitView() {
  const zone = useMember().organization.time_zone;
  const [view, setView] = useQueryStates(visitParsers, { history: "replace" });
  const typing = useTypedQuery(view.q, (text) => setView({ q: text || null }));
  const query = visitQuery(view);
  const fields = useFields();
  // Made anew when the address changes and not with each paint, or midnight would be another list.
  const filters = useMemo(
    () => visitFilters({ ...viewOfQuery(query), columns: null, peek: null }, zone, fields),
    [query, zone, fields],
  );
  return {
    view,
    filters,
    query,
    text: typing.text,
    search: typing.search,
    set: (changes: Parameters<typeof setView>[0]) => void setView(changes),
    clear: () => {
      typing.forget();
      void setView(CLEARED);
    },
    /** A view replaces what was filtered before: it is a whole question of its own. */
    show: (stored: string, columns: readonly string[]) => {
      typing.forget();
      void setView({ ...viewOfQuery(stored), columns: columnsOf(columns), peek: null }, { history: "push" });
    },
    isFiltered: Object.keys(CLEARED).some((name) => Boolean(view[name as keyof typeof CLEARED])),
  };
}

export type VisitViewState = ReturnType<typeof useVisitView>;
