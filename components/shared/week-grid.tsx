"use client";

import { useEffect, useRef, useState } from "react";
import type { KeyboardEvent, PointerEvent, RefObject } from "react";
import { cn } from "@/lib/cn";

/** A cell is half an hour of a weekday (1 is Monday). */
export type WeekCell = { weekday: number; slot: number };
export type WeekPaint = { from: WeekCell; to: WeekCell; isOn: boolean };

const SLOTS = 48;
const LAST_DAY = 7;

type WeekGridProps = {
  label: string;
  dayName: (weekday: number, style: "long" | "short") => string;
  /** "8:00 AM" of minutes since midnight. */
  timeLabel: (minutes: number) => string;
  isOn: (cell: WeekCell) => boolean;
  /** Accessible words of a cell: "Monday 8:00–8:30, at work". */
  cellLabel: (cell: WeekCell, isOn: boolean) => string;
  /** Called while one paints, again and again with the whole rectangle from where it began; null is "not editable". */
  onPaint: ((paint: WeekPaint, isEnd: boolean) => void) | null;
};

function cellAt(target: EventTarget | Element | null): WeekCell | null {
  const element = target instanceof Element ? target.closest<HTMLElement>("[data-slot-of-week]") : null;
  const [weekday, slot] = element?.dataset.slotOfWeek?.split(":").map(Number) ?? [];
  return weekday === undefined || slot === undefined ? null : { weekday, slot };
}

const isSame = (a: WeekCell, b: WeekCell) => a.weekday === b.weekday && a.slot === b.slot;

/**
 * A week to paint on. By mouse: press and drag, from a free cell to add, from a painted one to wipe. By keyboard: one
 * tab stop, arrows move, Space turns a cell, Shift with arrows goes on painting. A grid by the ARIA pattern.
 */
export function WeekGrid(props: WeekGridProps) {
  const { label, dayName, onPaint } = props;
  const [focused, setFocused] = useState<WeekCell>({ weekday: 1, slot: 16 });
  const grid = useRef<HTMLDivElement>(null);
  const painting = usePainting(props);
  const onKeyDown = useGridKeys(props, grid, { focused, setFocused });
  return (
    <div className="grid gap-1 select-none">
      <HourScale timeLabel={props.timeLabel} />
      <div
        ref={grid}
        role="grid"
        // Its cells are the tab stop, one at a time.
        tabIndex={-1}
        aria-label={label}
        aria-multiselectable
        aria-readonly={onPaint === null}
        className={cn("grid gap-1", onPaint && "touch-none")}
        {...painting}
        onKeyDown={onKeyDown}
      >
        {Array.from({ length: LAST_DAY }, (_, index) => index + 1).map((weekday) => (
          <div key={weekday} role="row" className="flex items-center gap-2">
            <span
              role="rowheader"
              aria-label={dayName(weekday, "long")}
              className="w-10 shrink-0 text-13 text-text-2"
            >
              {dayName(weekday, "short")}
            </span>
            <DayCells weekday={weekday} focused={focused} grid={props} />
          </div>
        ))}
      </div>
    </div>
  );
}

type DayCellsProps = { weekday: number; focused: WeekCell; grid: WeekGridProps };

function DayCells({ weekday, focused, grid }: DayCellsProps) {
  const isEditable = grid.onPaint !== null;
  return (
    <div
      role="presentation"
      className="grid h-7 flex-1 grid-cols-48 overflow-hidden rounded-badge edge bg-sunken"
    >
      {Array.from({ length: SLOTS }, (_, slot) => {
        const cell = { weekday, slot };
        const isOn = grid.isOn(cell);
        return (
          <span
            key={slot}
            role="gridcell"
            aria-selected={isOn}
            aria-label={grid.cellLabel(cell, isOn)}
            data-slot-of-week={`${weekday}:${slot}`}
            tabIndex={isEditable && isSame(focused, cell) ? 0 : -1}
            className={cn(
              "h-full focus-inset",
              slot % 2 === 0 && slot > 0 && "border-s border-border",
              isOn ? "bg-text-3" : isEditable && "hover:bg-hover",
              isEditable && "cursor-crosshair",
            )}
          />
        );
      })}
    </div>
  );
}

/** Every third hour is named; the grid's own lines say the rest. */
function HourScale({ timeLabel }: Pick<WeekGridProps, "timeLabel">) {
  return (
    <div aria-hidden className="ms-12 flex text-11 text-text-3 tabular-nums">
      {[0, 3, 6, 9, 12, 15, 18, 21].map((hour) => (
        <span key={hour} className="flex-1 whitespace-nowrap">
          {timeLabel(hour * 60)}
        </span>
      ))}
    </div>
  );
}

function usePainting({ isOn, onPaint }: Pick<WeekGridProps, "isOn" | "onPaint">) {
  const start = useRef<{ cell: WeekCell; isOn: boolean } | null>(null);
  const latest = useRef<WeekCell | null>(null);
  if (!onPaint) return {};
  const go = (cell: WeekCell | null, isEnd: boolean) => {
    const to = cell ?? latest.current;
    if (!start.current || !to) return;
    latest.current = to;
    onPaint({ from: start.current.cell, to, isOn: start.current.isOn }, isEnd);
    if (isEnd) start.current = latest.current = null;
  };
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      const cell = cellAt(event.target);
      if (!cell || event.button !== 0) return;
      start.current = { cell, isOn: !isOn(cell) };
      event.currentTarget.setPointerCapture(event.pointerId);
      go(cell, false);
    },
    // With the pointer captured the target is the grid: what lies under the pointer is asked for.
    onPointerMove: (event: PointerEvent<HTMLElement>) =>
      go(cellAt(document.elementFromPoint(event.clientX, event.clientY)), false),
    onPointerUp: () => go(null, true),
    onPointerCancel: () => go(null, true),
  };
}

const STEPS: Record<string, { days: number; slots: number }> = {
  ArrowUp: { days: -1, slots: 0 },
  ArrowDown: { days: 1, slots: 0 },
  ArrowLeft: { days: 0, slots: -1 },
  ArrowRight: { days: 0, slots: 1 },
};

function useGridKeys(
  { isOn, onPaint }: Pick<WeekGridProps, "isOn" | "onPaint">,
  grid: RefObject<HTMLDivElement | null>,
  { focused, setFocused }: { focused: WeekCell; setFocused: (cell: WeekCell) => void },
) {
  const isMoved = useRef(false);
  useEffect(() => {
    if (!isMoved.current) return;
    isMoved.current = false;
    grid.current
      ?.querySelector<HTMLElement>(`[data-slot-of-week="${focused.weekday}:${focused.slot}"]`)
      ?.focus();
  }, [focused, grid]);
  const move = (to: WeekCell) => {
    isMoved.current = true;
    setFocused(to);
  };
  return (event: KeyboardEvent) => {
    const at = cellAt(event.target);
    if (!at || !onPaint) return;
    const step = STEPS[event.key];
    const isJump = event.key === "Home" || event.key === "End";
    if (!step && !isJump && event.key !== " ") return;
    event.preventDefault();
    if (event.key === " ") {
      onPaint({ from: at, to: at, isOn: !isOn(at) }, true);
      move(at);
      return;
    }
    const slot = isJump ? (event.key === "Home" ? 0 : SLOTS - 1) : at.slot + (step?.slots ?? 0);
    const to = {
      weekday: Math.min(LAST_DAY, Math.max(1, at.weekday + (step?.days ?? 0))),
      slot: Math.min(SLOTS - 1, Math.max(0, slot)),
    };
    if (event.shiftKey) onPaint({ from: at, to, isOn: isOn(at) }, true);
    move(to);
  };
}
