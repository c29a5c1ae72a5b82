"use client";

import { useQueryStates } from "nuqs";
import { useTypedQuery } from "@/components/shared/use-typed-query";
import { backlogParsers, requestFilters, toPlanFilters } from "./filters";

/** What the address says is shown. */
export function useBacklogView() {
  const [view, setView] = useQueryStates(backlogParsers, { history: "replace" });
  const typing = useTypedQuery(view.q, (text) => setView({ q: text || null }));
  return {
    view,
    requests: requestFilters(view),
    toPlan: toPlanFilters(view),
    text: typing.text,
    search: typing.search,
    set: (changes: Parameters<typeof setView>[0]) => void setView(changes),
    clear: () => {
      typing.forget();
      void setView({ q: null, priority: null, service: null });
    },
    isFiltered: Boolean(view.q || view.priority || view.service),
  };
}

export type BacklogViewState = ReturnType<typeof useBacklogView>;
