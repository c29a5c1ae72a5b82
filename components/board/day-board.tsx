"use client";

import { useMemo } from "react";
import { useTranslations } from "use-intl/react";
import { useDensity } from "@/components/shared/display";
import { NowLabel, NowLine, TimeHead } from "@/components/shared/time-grid";
import { axisOf } from "@/lib/board/rules";
import type { BoardRow, Span } from "@/lib/board/rules";
import { DayRow } from "./day-row";
import type { BoardHands } from "./hands";

export type BoardGridProps = {
  rows: readonly BoardRow[];
  hands: BoardHands;
  zone: string;
  currentId: string | null;
  changed: ReadonlySet<string>;
};

const NONE: ReadonlySet<string> = new Set();

/** Only the rows with something new get another set, so that the others need not be drawn. */
export function changedIn(row: BoardRow, changed: ReadonlySet<string>): ReadonlySet<string> {
  if (changed.size === 0) return NONE;
  return row.bars.some(({ visit }) => changed.has(visit.id)) ? changed : NONE;
}

export function currentIn(row: BoardRow, currentId: string | null): string | null {
  return row.bars.some(({ visit }) => visit.id === currentId) ? currentId : null;
}

/** One day: people below each other, hours beside each other. */
export function DayBoard({ rows, day, ...props }: BoardGridProps & { day: Span }) {
  const t = useTranslations("board");
  const density = useDensity();
  const { fromMs, toMs } = axisOf(
    day,
    rows.flatMap(({ shifts, bars, holds }) => [...shifts, ...bars, ...holds]),
  );
  // The same axis is the same object, so that rows with nothing new are not drawn again.
  const axis = useMemo(() => ({ fromMs, toMs }), [fromMs, toMs]);
  return (
    <>
      <div role="row" className="sticky top-(--header) z-10 flex h-9 edge-b bg-surface">
        <div role="columnheader" className="flex w-(--people) shrink-0 items-end edge-r px-3 pb-1">
          <span className="text-12 text-text-3">{t("people")}</span>
        </div>
        <div role="columnheader" className="relative min-w-0 flex-1">
          <span className="sr-only">{t("hours")}</span>
          <TimeHead axis={axis} timeZone={props.zone} />
          <NowLabel axis={axis} timeZone={props.zone} />
        </div>
      </div>
      <div role="rowgroup" className="relative">
        <div className="pointer-events-none absolute inset-y-0 right-0 left-(--people)">
          <NowLine axis={axis} />
        </div>
        {rows.map((row) => (
          <DayRow
            key={row.resource?.id ?? "holding"}
            row={row}
            axis={axis}
            lines={density === "compact" ? 1 : 2}
            zone={props.zone}
            hands={props.hands}
            currentId={currentIn(row, props.currentId)}
            changed={changedIn(row, props.changed)}
          />
        ))}
      </div>
    </>
  );
}
