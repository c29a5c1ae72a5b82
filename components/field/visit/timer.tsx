"use client";

import type { Visit } from "@/lib/sync/schema";
import { clockOf, clockText } from "./rules";
import { useNow } from "./use-now";

type TimerProps = { visit: Visit; resourceId: string | null; label: string };

/** How long he has been at it. It runs, so it is read out only when asked for. */
export function Timer({ visit, resourceId, label }: TimerProps) {
  const now = useNow(1000);
  const ms = clockOf(visit, resourceId, now);
  if (ms === null) return null;
  return (
    <span
      role="timer"
      aria-live="off"
      aria-label={label}
      className="text-[length:min(2.5rem,13vw)] leading-tight font-[650] tabular-nums"
    >
      {clockText(ms)}
    </span>
  );
}
