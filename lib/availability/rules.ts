import type { Shift } from "@/lib/availability/schema";

export const DAY_MIN = 24 * 60;
export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;

/** Minutes since midnight of "08:30"; "24:00" is the end of the day. */
export function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
}

export function timeOf(minutes: number): string {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

type Span = { from: number; to: number };

function spansOf(hours: readonly Shift[], weekday: number): Span[] {
  return hours
    .filter((shift) => shift.weekday === weekday)
    .map(({ starts, ends }) => ({ from: minutesOf(starts), to: minutesOf(ends) }))
    .toSorted((a, b) => a.from - b.from);
}

/** Spans that meet or overlap become one. */
function merged(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else result.push({ ...span });
  }
  return result;
}

function without(spans: readonly Span[], { from, to }: Span): Span[] {
  return spans.flatMap((span) =>
    [
      { from: span.from, to: Math.min(span.to, from) },
      { from: Math.max(span.from, to), to: span.to },
    ].filter((rest) => rest.from < rest.to),
  );
}

type Paint = { weekdays: readonly number[]; from: number; to: number; isOn: boolean };

/** The week with a span of some days painted as working time, or wiped out of it. */
export function painted(hours: readonly Shift[], { weekdays, from, to, isOn }: Paint): Shift[] {
  return WEEKDAYS.flatMap((weekday) => {
    const before = spansOf(hours, weekday);
    if (!weekdays.includes(weekday)) return shiftsOf(weekday, before);
    return shiftsOf(weekday, isOn ? merged([...before, { from, to }]) : without(before, { from, to }));
  });
}

function shiftsOf(weekday: number, spans: readonly Span[]): Shift[] {
  return spans.map(({ from, to }) => ({ weekday, starts: timeOf(from), ends: timeOf(to) }));
}

/** Whether any of the span is working time. */
export function worksIn(hours: readonly Shift[], weekday: number, from: number, to: number): boolean {
  return spansOf(hours, weekday).some((span) => span.from < to && from < span.to);
}

/** Sorted and merged, so that two ways of writing the same week are equal. */
export function normalized(hours: readonly Shift[]): Shift[] {
  return WEEKDAYS.flatMap((weekday) => shiftsOf(weekday, merged(spansOf(hours, weekday))));
}

export function minutesOfWeek(hours: readonly Shift[]): number {
  return hours.reduce((sum, { starts, ends }) => sum + minutesOf(ends) - minutesOf(starts), 0);
}

/** Where the next shift of a day may go: behind the last one, or the usual morning on a free day; null when full. */
export function nextShift(hours: readonly Shift[], weekday: number): Shift | null {
  const last = spansOf(hours, weekday).at(-1);
  if (!last) return { weekday, starts: "08:00", ends: "17:00" };
  const from = last.to + 60;
  if (from + 60 > DAY_MIN) return null;
  return { weekday, starts: timeOf(from), ends: timeOf(Math.min(from + 240, DAY_MIN)) };
}
