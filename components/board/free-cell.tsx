"use client";

import { useTranslations } from "use-intl/react";
import type { CSSProperties } from "react";
import { placeOf } from "@/components/shared/time-grid";
import { clip, gaps, minutesOf } from "@/lib/board/rules";
import type { BoardRow, Span } from "@/lib/board/rules";
import { cn } from "@/lib/cn";
import { useFormats } from "@/lib/i18n/client";
import type { BoardHands } from "./hands";

/** What is left of the shifts within `bounds`, besides visits, time off and held times. */
export function freeSpans(row: BoardRow, bounds: Span): Span[] {
  return row.shifts
    .map((shift) => clip(shift, bounds))
    .filter((shift) => shift !== null)
    .flatMap((shift) => gaps([...row.bars, ...row.timeOff, ...row.holds], shift));
}

type FreeCellProps = {
  row: BoardRow;
  bounds: Span;
  hands: BoardHands;
  zone: string;
  lines?: 1 | 2;
  /** Inside a cell of a day; else it lies on the axis. */
  isInline?: boolean;
  stop?: string;
};

/** Somebody without a visit shows his free hours: the way to a new visit for him. */
export function FreeCell({ row, bounds, hands, zone, isInline, stop }: FreeCellProps) {
  const t = useTranslations("board");
  const formats = useFormats();
  const free = freeSpans(row, bounds);
  const first = free[0];
  const resource = row.resource;
  if (!first || !resource) return null;
  const words = t("free", { duration: formats.duration(minutesOf(free)) });
  const look: { className: string; style?: CSSProperties } = {
    className: cn(
      "rounded-badge px-1.5 text-start text-12 text-text-3 tabular-nums",
      isInline ? "min-h-6" : "absolute inset-y-1 min-w-24 truncate",
    ),
    style: isInline ? undefined : placeOf(bounds, first.fromMs, first.toMs),
  };
  const { onPlan } = hands;
  if (!onPlan) return <span {...look}>{words}</span>;
  return (
    <button
      type="button"
      tabIndex={-1}
      data-stop={stop ?? `${resource.id}:free`}
      aria-label={t("planFor", {
        name: resource.name,
        free: words,
        day: formats.day(first.fromMs, zone),
      })}
      onClick={() => onPlan(resource.id, new Date(first.fromMs).toISOString())}
      {...look}
      className={cn(look.className, "scroll-mt-28 hover:bg-hover hover:text-text")}
    >
      {words}
    </button>
  );
}
