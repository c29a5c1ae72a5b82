"use client";

import { useQueryStates } from "nuqs";
import { useFields } from "@/components/custom-fields/use-fields";
import { useTypedQuery } from "@/components/shared/use-typed-query";
import { propertyFilters, propertyParsers } from "./filters";

/** What the address says is shown. */
export function usePropertyView() {
  const [view, setView] = useQueryStates(propertyParsers, { history: "replace" });
  const typing = useTypedQuery(view.q, (text) => setView({ q: text || null }));
  const filters = propertyFilters(view, useFields());
  return {
    view,
    filters,
    text: typing.text,
    search: typing.search,
    clear: () => {
      typing.forget();
      void setView({ q: null, deleted: null, fields: null });
    },
    set: (changes: Parameters<typeof setView>[0]) => void setView(changes),
    isFiltered: Object.values(filters).some((value) => value !== undefined),
  };
}

export type PropertyViewState = ReturnType<typeof usePropertyView>;
