import type { Formats } from "@/lib/i18n/format";
import type { OpenSpan } from "@/lib/hours/schema";

export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;

/** 1 January 2024 was a Monday. */
export function weekdayName(formats: Formats, weekday: number): string {
  return formats.longDay(`2024-01-0${weekday}T12:00:00Z`, "UTC").split(/[ ,]/)[0] ?? "";
}

/** "8", "830", "8.30", "8:30" as "08:30"; what is no time is left as it was typed. */
export function tidyTime(text: string): string {
  const [, hours = "", minutes = ""] = /^\s*(\d{1,2})\s*[:.]?\s*(\d{2})?\s*$/.exec(text) ?? [];
  if (hours === "") return text;
  return `${hours.padStart(2, "0")}:${minutes.padEnd(2, "0")}`;
}

const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** Minutes a week; spans that are no spans yet count nothing. */
export function minutesAWeek(hours: readonly OpenSpan[]): number {
  const spans = hours.map(({ opens, closes }) => minutesOf(closes) - minutesOf(opens));
  return spans.filter((minutes) => minutes > 0).reduce((sum, minutes) => sum + minutes, 0);
}

/** A span to begin with: the usual day, or after what the day has already. */
export function nextSpan(hours: readonly OpenSpan[], weekday: number): OpenSpan {
  const last = hours.findLast((span) => span.weekday === weekday);
  if (!last) return { weekday, opens: "08:00", closes: "17:00" };
  const starts = Math.min(minutesOf(last.closes) + 60, 23 * 60);
  const text = (minutes: number) =>
    `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
  return { weekday, opens: text(starts), closes: text(Math.min(starts + 120, 24 * 60)) };
}

export const inOrder = (hours: readonly OpenSpan[]): OpenSpan[] =>
  hours.toSorted((one, other) => one.weekday - other.weekday || one.opens.localeCompare(other.opens));
