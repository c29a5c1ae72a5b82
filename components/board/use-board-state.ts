"use client";

import { useQueryStates } from "nuqs";
import { useEffect, useMemo, useState } from "react";
import { useTranslations } from "use-intl/react";
import { useShortcuts } from "@/components/shared/use-shortcuts";
import { addDays, dateIn } from "@/lib/time";
import { boardParsers, rangeOf, shownDate } from "./view";
import type { BoardViewId } from "./view";

/** Today in a zone; a board left open overnight turns its page by itself. */
function useLocalDate(zone: string): string {
  const [date, setDate] = useState(() => dateIn(Date.now(), zone));
  useEffect(() => {
    const timer = setInterval(() => setDate(dateIn(Date.now(), zone)), 30_000);
    return () => clearInterval(timer);
  }, [zone]);
  return date;
}

/** What the address shows, and the keys that change it. */
export function useBoardState(zone: string) {
  const t = useTranslations("board");
  const [view, set] = useQueryStates(boardParsers, { history: "replace" });
  const now = useLocalDate(zone);
  const date = shownDate(view, now);
  const { dates, query } = useMemo(() => rangeOf(view.view, date, zone), [view.view, date, zone]);
  const isToday = dates.includes(now);
  const step = (days: number) => void set({ date: addDays(date, days), peek: null });
  const length = view.view === "week" ? 7 : 1;
  const state = {
    view,
    date,
    today: now,
    dates,
    query,
    isToday,
    earlier: () => step(-length),
    later: () => step(length),
    goToToday: () => void set({ date: null, peek: null }),
    setView: (next: BoardViewId) => void set({ view: next }),
    setQuery: (q: string) => void set({ q: q || null }),
    setPerson: (person: string) => void set({ person }),
    setPeek: (peek: string | null) => void set({ peek }),
  };
  const group = t("title");
  useShortcuts([
    { keys: "d", label: t("views.day"), group, run: () => state.setView("day") },
    { keys: "w", label: t("views.week"), group, run: () => state.setView("week") },
    { keys: "t", label: t("today"), group, run: state.goToToday },
    { keys: "shift+arrowleft", label: t("earlier"), group, run: state.earlier },
    { keys: "shift+arrowright", label: t("later"), group, run: state.later },
  ]);
  return state;
}

export type BoardState = ReturnType<typeof useBoardState>;
