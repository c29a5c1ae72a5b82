"use client";

import { memo } from "react";
import Link from "next/link";
import { useTranslations } from "use-intl/react";
import { clip, minutesOf } from "@/lib/board/rules";
import type { BoardRow, Span } from "@/lib/board/rules";
import { cn } from "@/lib/cn";
import { useFormats } from "@/lib/i18n/client";
import { hoursOfDay, startOfDay } from "@/lib/time";
import { Bar } from "./bar";
import { changedIn, currentIn } from "./day-board";
import type { BoardGridProps } from "./day-board";
import type { RowProps } from "./day-row";
import { FreeCell } from "./free-cell";
import { PersonHead } from "./person-head";
import { useTimeOffName } from "./use-time-off-name";
import { dayOf } from "./view";

type WeekProps = BoardGridProps & {
  dates: readonly string[];
  today: string;
  closures: readonly { date: string; name: string }[];
  /** Of the board itself; a day is one of its dates. */
  href: string;
};

/** Chips a cell shows before it says how many more there are. */
const MOST_CHIPS = 4;

/** Seven days: cells per person and day, how full they are, and their visits in order. */
export function WeekBoard({ rows, dates, today, closures, href, ...props }: WeekProps) {
  const t = useTranslations("board");
  return (
    <>
      <div role="row" className="sticky top-(--header) z-10 flex min-h-9 edge-b bg-surface">
        <div role="columnheader" className="flex w-(--people) shrink-0 items-start edge-r px-3 py-1.5">
          <span className="text-12 text-text-3">{t("people")}</span>
        </div>
        {dates.map((date) => (
          <DayHead
            key={date}
            date={date}
            zone={props.zone}
            isToday={date === today}
            closure={closures.find((closure) => closure.date === date)?.name ?? null}
            href={`${href}?date=${date}`}
          />
        ))}
      </div>
      <div role="rowgroup">
        {rows.map((row) => (
          <WeekRow
            key={row.resource?.id ?? "holding"}
            row={row}
            dates={dates}
            zone={props.zone}
            hands={props.hands}
            href={href}
            currentId={currentIn(row, props.currentId)}
            changed={changedIn(row, props.changed)}
          />
        ))}
      </div>
    </>
  );
}

type DayHeadProps = { date: string; zone: string; isToday: boolean; closure: string | null; href: string };

function DayHead({ date, zone, isToday, closure, href }: DayHeadProps) {
  const t = useTranslations("board");
  const formats = useFormats();
  const hours = hoursOfDay(date, zone);
  const note = [closure, hours === 24 ? null : t("hoursOfDay", { hours })].filter(Boolean).join(" · ");
  return (
    <div role="columnheader" className="min-w-0 flex-1 edge-l px-2 py-1 nth-2:border-l-0">
      <Link
        href={href}
        tabIndex={-1}
        aria-current={isToday ? "date" : undefined}
        className={cn("block truncate text-13 tabular-nums hover:underline", isToday && "font-semibold")}
      >
        {formats.day(startOfDay(date, zone), zone)}
      </Link>
      {note ? <span className="block truncate text-11 text-warning">{note}</span> : null}
    </div>
  );
}

type WeekRowProps = RowProps & Pick<WeekProps, "dates" | "zone" | "href">;

const WeekRow = memo(function WeekRow(props: WeekRowProps) {
  const { row, dates } = props;
  return (
    <div
      role="row"
      data-row={row.resource?.id ?? "holding"}
      className="flex min-h-(--row-board) edge-b [contain-intrinsic-size:auto_5rem] [content-visibility:auto]"
    >
      <div role="rowheader" className="w-(--people) shrink-0 edge-r bg-surface">
        <PersonHead row={row} isLink={props.hands.hasResourcePages} />
      </div>
      {dates.map((date) => (
        <DayCell key={date} date={date} {...props} />
      ))}
    </div>
  );
});

function DayCell({ date, row, zone, hands, href, currentId, changed }: WeekRowProps & { date: string }) {
  const t = useTranslations("board");
  const day = dayOf(date, zone);
  const bars = row.bars.filter((bar) => clip(bar, day) !== null).toSorted((a, b) => a.fromMs - b.fromMs);
  const anyTime = row.anyTime.filter(({ flexible_on }) => flexible_on === date);
  const visits = [...anyTime, ...bars.map(({ visit }) => visit)];
  const rest = visits.length - MOST_CHIPS;
  const shown = rest > 0 ? visits.slice(0, MOST_CHIPS - 1) : visits;
  const rowKey = row.resource?.id ?? "holding";
  const isOff = row.resource !== null && row.shifts.every((shift) => clip(shift, day) === null);
  return (
    <div
      role="gridcell"
      className={cn(
        "grid min-w-0 flex-1 content-start gap-1 edge-l p-1 nth-2:border-l-0",
        isOff && "bg-sunken",
      )}
    >
      <Fullness row={row} date={date} zone={zone} />
      <Away row={row} day={day} />
      {shown.map((visit) => (
        <Bar
          key={visit.id}
          visit={visit}
          stop={`${rowKey}:${date}:${visit.id}`}
          onOpen={hands.onOpen}
          isCurrent={currentId === visit.id}
          isChanged={changed.has(visit.id)}
          lines={1}
          className="w-full"
        />
      ))}
      {rest > 0 ? (
        <Link
          href={`${href}?date=${date}`}
          tabIndex={-1}
          data-stop={`${rowKey}:${date}:more`}
          className="px-1.5 text-12 text-text-2 hover:underline"
        >
          {t("more", { count: visits.length - shown.length })}
        </Link>
      ) : null}
      {visits.length === 0 ? (
        <FreeCell row={row} bounds={day} hands={hands} zone={zone} isInline stop={`${rowKey}:${date}:free`} />
      ) : null}
    </div>
  );
}

/** Why somebody is not there. */
function Away({ row, day }: { row: BoardRow; day: Span }) {
  const nameOf = useTimeOffName();
  const off = row.timeOff.find((each) => clip(each, day) !== null);
  return off ? <span className="truncate px-1.5 text-11 text-text-3">{nameOf(off.kind)}</span> : null;
}

/** Booked time of the day's shift as a thin line; the share in words stands with the person. */
function Fullness({ row, date, zone }: { row: BoardRow; date: string; zone: string }) {
  const day = dayOf(date, zone);
  const within = (spans: readonly { fromMs: number; toMs: number }[]) =>
    minutesOf(spans.map((span) => clip(span, day)).filter((span) => span !== null));
  const shiftMin = within(row.shifts);
  if (shiftMin === 0) return null;
  const share = within(row.bars) / shiftMin;
  return (
    <span aria-hidden className="block h-1 overflow-hidden rounded-full bg-hover">
      <span
        className={cn("block h-full", share > 1 ? "bg-danger" : "bg-text-3")}
        style={{ width: `${Math.min(100, share * 100)}%` }}
      />
    </span>
  );
}
