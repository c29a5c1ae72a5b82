"use client";

import { useQueryStates } from "nuqs";
import { useEffect, useRef, useState } from "react";
import { customerFilters, customerParsers } from "./filters";

const TYPING_PAUSE_MS = 150;

/** What the address says is shown. The typed text runs ahead of it by a pause, so that not every letter is asked. */
export function useCustomerView() {
  const [view, setView] = useQueryStates(customerParsers, { history: "replace" });
  const [typed, setTyped] = useState<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const search = (text: string) => {
    setTyped(text);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      void setView({ q: text || null }).then(() => setTyped(null));
    }, TYPING_PAUSE_MS);
  };

  const clear = () => {
    clearTimeout(timer.current);
    setTyped(null);
    void setView({ q: null, kind: null, status: null, responsible: null, deleted: null });
  };

  const filters = customerFilters(view);
  return {
    view,
    filters,
    text: typed ?? view.q,
    search,
    clear,
    set: (changes: Parameters<typeof setView>[0]) => void setView(changes),
    isFiltered: Object.values(filters).some((value) => value !== undefined),
  };
}

export type CustomerViewState = ReturnType<typeof useCustomerView>;
