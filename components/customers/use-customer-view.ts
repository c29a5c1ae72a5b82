"use client";

import { useQueryStates } from "nuqs";
import { useFields } from "@/components/custom-fields/use-fields";
import { useTypedQuery } from "@/components/shared/use-typed-query";
import { customerFilters, customerParsers } from "./filters";

/** What the address says is shown. */
export function useCustomerView() {
  const [view, setView] = useQueryStates(customerParsers, { history: "replace" });
  const typing = useTypedQuery(view.q, (text) => setView({ q: text || null }));
  const filters = customerFilters(view, useFields());
  return {
    view,
    filters,
    text: typing.text,
    search: typing.search,
    clear: () => {
      typing.forget();
      void setView({
        q: null,
        kind: null,
        status: null,
        responsible: null,
        tag: null,
        fields: null,
        deleted: null,
      });
    },
    set: (changes: Parameters<typeof setView>[0]) => void setView(changes),
    isFiltered: Object.values(filters).some((value) => value !== undefined),
  };
}

export type CustomerViewState = ReturnType<typeof useCustomerView>;
