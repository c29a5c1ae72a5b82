"use client";

import { memo } from "react";
import { HourLines, placeOf, TimeShade } from "@/components/shared/time-grid";
import type { TimeAxis } from "@/components/shared/time-grid";
import { HoldBar } from "@/components/shared/visit-bar";
import { clip, gaps, inLanes } from "@/lib/board/rules";
import type { BoardRow, Placed, BoardBar } from "@/lib/board/rules";
import { Bar } from "./bar";
import { FreeCell } from "./free-cell";
import { PersonHead } from "./person-head";
import type { BoardHands } from "./hands";
import { useTimeOffName } from "./use-time-off-name";

export type RowProps = {
  row: BoardRow;
  hands: BoardHands;
  /** The peeked visit, where it is one of this row's. */
  currentId: string | null;
  /** Visits of this row to be pulsed once. */
  changed: ReadonlySet<string>;
};

type DayRowProps = RowProps & { axis: TimeAxis; lines: 1 | 2; zone: string };

const LANE_PX = 28;

/** A person's day. Drawn again only when something of this row is new. */
export const DayRow = memo(function DayRow(props: DayRowProps) {
  const { row, axis, hands, lines, zone } = props;
  const bars = inLanes(row.bars.filter((bar) => clip(bar, axis) !== null));
  const lanes = bars[0]?.lanes ?? 1;
  return (
    <div
      role="row"
      data-row={row.resource?.id ?? "holding"}
      className="flex min-h-(--row-board) edge-b [contain-intrinsic-size:auto_3.5rem] [content-visibility:auto]"
      style={lanes > 1 ? { minHeight: `calc(${lanes} * ${LANE_PX}px + 0.5rem)` } : undefined}
    >
      <div role="rowheader" className="w-(--people) shrink-0 edge-r bg-surface">
        <PersonHead row={row} isLink={hands.hasResourcePages} />
      </div>
      <div role="gridcell" className="relative min-w-0 flex-1">
        <HourLines axis={axis} />
        <Shades row={row} axis={axis} />
        <AnyTime {...props} />
        {bars.map((bar) => (
          <PlacedBar key={bar.visit.id} bar={bar} {...props} />
        ))}
        {row.holds.map((hold) => (
          <HoldBar
            key={hold.id}
            expiresAt={hold.expiresAt}
            style={placeOf(axis, hold.fromMs, hold.toMs)}
            className="absolute inset-y-1"
          />
        ))}
        {bars.length === 0 && row.anyTime.length === 0 && row.resource ? (
          <FreeCell row={row} bounds={axis} hands={hands} zone={zone} lines={lines} />
        ) : null}
      </div>
    </div>
  );
});

function Shades({ row, axis }: { row: BoardRow; axis: TimeAxis }) {
  const nameOf = useTimeOffName();
  if (!row.resource) return null;
  return (
    <>
      {gaps(row.shifts, axis).map(({ fromMs, toMs }) => (
        <TimeShade key={fromMs} axis={axis} fromMs={fromMs} toMs={toMs} />
      ))}
      {row.timeOff
        .filter((off) => clip(off, axis) !== null)
        .map(({ id, fromMs, toMs, kind }) => (
          <TimeShade key={id} axis={axis} fromMs={fromMs} toMs={toMs} kind="away" label={nameOf(kind)} />
        ))}
    </>
  );
}

function PlacedBar({ bar, axis, ...props }: DayRowProps & { bar: Placed<BoardBar> }) {
  const { visit, lane, lanes } = bar;
  const rowKey = props.row.resource?.id ?? "holding";
  const height = 100 / lanes;
  return (
    <>
      <PromisedWindow visit={visit} axis={axis} />
      <Bar
        visit={visit}
        stop={`${rowKey}:${visit.id}`}
        onOpen={props.hands.onOpen}
        isCurrent={props.currentId === visit.id}
        isChanged={props.changed.has(visit.id)}
        lines={lanes > 1 ? 1 : props.lines}
        style={{
          ...placeOf(axis, bar.fromMs, bar.toMs),
          top: `calc(${lane * height}% + 4px)`,
          height: `calc(${height}% - 8px)`,
        }}
        className="absolute! mx-px"
      />
    </>
  );
}

/** The window the customer was promised, as a bracket over the bar: a plan may lie elsewhere than its promise. */
function PromisedWindow({ visit, axis }: { visit: BoardBar["visit"]; axis: TimeAxis }) {
  const promised = visit.promised_window ?? visit.arrival_window;
  if (!promised) return null;
  const span = clip({ fromMs: Date.parse(promised.starts_at), toMs: Date.parse(promised.ends_at) }, axis);
  if (!span) return null;
  return (
    <span
      aria-hidden
      style={placeOf(axis, span.fromMs, span.toMs)}
      className="pointer-events-none absolute top-0.5 h-1.5 border-x border-t border-text-3"
    />
  );
}

/** Promised for the day, at no hour yet: in front, so that it is not forgotten. */
function AnyTime({ row, hands, currentId, changed }: DayRowProps) {
  if (row.anyTime.length === 0) return null;
  const rowKey = row.resource?.id ?? "holding";
  return (
    <div className="absolute inset-y-1 left-1 z-1 flex max-w-60 items-stretch gap-1">
      {row.anyTime.map((visit) => (
        <Bar
          key={visit.id}
          visit={visit}
          stop={`${rowKey}:${visit.id}`}
          onOpen={hands.onOpen}
          isCurrent={currentId === visit.id}
          isChanged={changed.has(visit.id)}
          lines={1}
          className="max-w-40 border-dashed"
        />
      ))}
    </div>
  );
}
