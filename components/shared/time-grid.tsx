"use client";

import { useEffect, useState } from "react";
import type { CSSProperties } from "react";
import { cn } from "@/lib/cn";
import { useFormats } from "@/lib/i18n/client";

/** What a grid of time shows, in milliseconds since 1970. */
export type TimeAxis = { fromMs: number; toMs: number };

const HOUR_MS = 3_600_000;
/** Below this many hours each has its number, above every second one. */
const DENSE_HOURS = 14;

const percent = (share: number) => `${(share * 100).toFixed(4)}%`;

/** Where a stretch of time lies on the axis, cut at its ends. */
export function placeOf(axis: TimeAxis, fromMs: number, toMs: number): CSSProperties {
  const length = axis.toMs - axis.fromMs;
  const left = Math.max(0, (fromMs - axis.fromMs) / length);
  const right = Math.min(1, (toMs - axis.fromMs) / length);
  return { left: percent(left), width: percent(Math.max(0, right - left)) };
}

/** Elapsed hours, not numbers on a dial: an hour that occurs twice stands there twice. */
function hoursOf({ fromMs, toMs }: TimeAxis): number[] {
  const count = Math.round((toMs - fromMs) / HOUR_MS);
  return Array.from({ length: count }, (_, index) => fromMs + index * HOUR_MS);
}

type TimeGridProps = { axis: TimeAxis; timeZone: string; className?: string };

/** The hours above the rows, in the clock of the company. */
export function TimeHead({ axis, timeZone, className }: TimeGridProps) {
  const formats = useFormats();
  const hours = hoursOf(axis);
  const isDense = hours.length > DENSE_HOURS;
  return (
    <div className={cn("relative h-full", className)}>
      {hours.map((at, index) => (
        <span
          key={at}
          style={{ left: placeOf(axis, at, at).left }}
          className={cn(
            "absolute bottom-1 -translate-x-1/2 text-11 whitespace-nowrap text-text-3 tabular-nums",
            (index === 0 || (isDense && index % 2 === 1)) && "invisible",
          )}
        >
          {formats.hour(at, timeZone)}
        </span>
      ))}
    </div>
  );
}

/** One line per hour behind the bars of a row. */
export function HourLines({ axis }: { axis: TimeAxis }) {
  const hours = Math.round((axis.toMs - axis.fromMs) / HOUR_MS);
  return (
    <span
      aria-hidden
      className="pointer-events-none absolute inset-0 bg-[linear-gradient(to_right,var(--border)_1px,transparent_1px)]"
      style={{ backgroundSize: `${percent(1 / hours)} 100%` }}
    />
  );
}

type ShadeProps = { axis: TimeAxis; fromMs: number; toMs: number; kind?: "off" | "away"; label?: string };

/** Off hours are sunken and hatched; time off is hatched the other way and says why. */
export function TimeShade({ axis, fromMs, toMs, kind = "off", label }: ShadeProps) {
  return (
    <span
      aria-hidden
      style={placeOf(axis, fromMs, toMs)}
      className={cn(
        "pointer-events-none absolute inset-y-0 flex items-center overflow-hidden bg-sunken px-1.5 text-11 text-text-3",
        kind === "off"
          ? "bg-[repeating-linear-gradient(45deg,color-mix(in_srgb,var(--border)_60%,transparent)_0_1px,transparent_1px_6px)]"
          : "edge-r edge-l bg-[repeating-linear-gradient(135deg,var(--border)_0_2px,transparent_2px_8px)]",
      )}
    >
      {label ? <span className="truncate rounded-badge bg-surface px-1">{label}</span> : null}
    </span>
  );
}

function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 20_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** The present as a line over all rows. Nothing where it lies outside. */
export function NowLine({ axis }: { axis: TimeAxis }) {
  const now = useNow();
  if (now < axis.fromMs || now >= axis.toMs) return null;
  return (
    <span
      aria-hidden
      style={{ left: placeOf(axis, now, now).left }}
      className="pointer-events-none absolute inset-y-0 z-1 border-l-2 border-danger"
      suppressHydrationWarning
    />
  );
}

/** What the clock says, above the line. */
export function NowLabel({ axis, timeZone }: TimeGridProps) {
  const formats = useFormats();
  const now = useNow();
  if (now < axis.fromMs || now >= axis.toMs) return null;
  return (
    <span
      aria-hidden
      style={{ left: placeOf(axis, now, now).left }}
      className="pointer-events-none absolute bottom-0 z-1 -translate-x-1/2 rounded-badge bg-danger px-1 text-11 whitespace-nowrap text-on-danger tabular-nums"
      suppressHydrationWarning
    >
      {formats.time(now, timeZone)}
    </span>
  );
}
