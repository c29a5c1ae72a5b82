"use client";

import type { KeyboardEvent } from "react";
import { Input } from "@/components/ui/input";

const MINUTES_PER_DAY = 1440;

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
}

/** "09:50" and a quarter up is "10:00": from a crooked time the next straight one. */
export function stepTime(time: string, stepMin: number): string {
  const now = minutesOf(time);
  const size = Math.abs(stepMin);
  const next = stepMin > 0 ? Math.floor(now / size) * size + size : Math.ceil(now / size) * size - size;
  const wrapped = (next + MINUTES_PER_DAY) % MINUTES_PER_DAY;
  return `${String(Math.floor(wrapped / 60)).padStart(2, "0")}:${String(wrapped % 60).padStart(2, "0")}`;
}

type TimeFieldProps = {
  value: string;
  onValueChange: (time: string) => void;
  /** Alt with the side arrows: a day earlier or later. A dialog keeps arrows from the keys of the page. */
  onDay?: (days: 1 | -1) => void;
  "aria-label"?: string;
  autoFocus?: boolean;
};

/** A wall time. Arrows go by quarters of an hour, with Shift by hours; digits type as the browser's own field does. */
export function TimeField({ value, onValueChange, onDay, ...props }: TimeFieldProps) {
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.altKey && (event.key === "ArrowLeft" || event.key === "ArrowRight")) {
      event.preventDefault();
      return onDay?.(event.key === "ArrowRight" ? 1 : -1);
    }
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
    event.preventDefault();
    const size = event.shiftKey ? 60 : 15;
    onValueChange(stepTime(value || "08:00", event.key === "ArrowUp" ? size : -size));
  };
  return (
    <Input
      {...props}
      type="time"
      value={value}
      required
      onKeyDown={onKeyDown}
      onChange={(event) => event.target.value && onValueChange(event.target.value)}
      className="tabular-nums"
    />
  );
}
