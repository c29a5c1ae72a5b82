"use client";

import { ChevronLeft, ChevronRight, Search } from "lucide-react";
import { useRef } from "react";
import { useTranslations } from "use-intl/react";
import { useShortcuts } from "@/components/shared/use-shortcuts";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { InputWith } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import { useFormats } from "@/lib/i18n/client";
import { startOfDay } from "@/lib/time";
import { BOARD_VIEWS } from "./view";
import type { BoardState } from "./use-board-state";

/** Which days are shown, and whose rows. */
export function BoardHead({ state, zone }: { state: BoardState; zone: string }) {
  const t = useTranslations("board");
  const formats = useFormats();
  const { view, dates, isToday } = state;
  const day = (date: string | undefined) => (date ? formats.day(startOfDay(date, zone), zone) : "");
  const shown =
    dates.length === 1 ? day(dates[0]) : t("days", { first: day(dates[0]), last: day(dates.at(-1)) });
  return (
    <div className="flex min-w-0 flex-1 flex-wrap items-center gap-2">
      <div className="flex items-center">
        <IconButton label={t("earlier")} keys="shift+arrowleft" onClick={state.earlier}>
          <ChevronLeft aria-hidden />
        </IconButton>
        <p aria-live="polite" className="min-w-24 text-center font-medium whitespace-nowrap tabular-nums">
          {shown}
        </p>
        <IconButton label={t("later")} keys="shift+arrowright" onClick={state.later}>
          <ChevronRight aria-hidden />
        </IconButton>
      </div>
      <Button size="sm" onClick={state.goToToday} disabled={isToday}>
        {t("today")}
      </Button>
      <Segmented
        aria-label={t("view")}
        value={view.view}
        onValueChange={state.setView}
        options={BOARD_VIEWS.map((value) => ({ value, label: t(`views.${value}`) }))}
      />
      <RowFilter value={view.q} onChange={state.setQuery} />
    </div>
  );
}

function RowFilter({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const t = useTranslations("board");
  const input = useRef<HTMLInputElement>(null);
  useShortcuts([{ keys: "/", label: t("filter"), group: t("title"), run: () => input.current?.focus() }]);
  return (
    <InputWith
      ref={input}
      type="search"
      value={value}
      aria-label={t("filter")}
      placeholder={t("filter")}
      autoComplete="off"
      spellCheck={false}
      before={<Search aria-hidden strokeWidth={1.75} />}
      onChange={(event) => onChange(event.target.value)}
      className="max-w-56 min-w-32 flex-1 max-md:hidden"
    />
  );
}
