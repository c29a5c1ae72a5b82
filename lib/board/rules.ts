import type { Board, BoardResource } from "@/lib/board/schema";
import type { Booking } from "@/lib/bookings/schema";

/** A stretch of time in milliseconds since 1970, half-open. */
export type Span = { fromMs: number; toMs: number };

const HOUR_MS = 3_600_000;
/** A board narrower than this many hours wastes the screen. */
const FEWEST_HOURS = 10;
/** Without shifts and visits: an ordinary working day. */
const USUAL = { from: 8, to: 18 };

export function spanOf({ starts_at, ends_at }: { starts_at: string; ends_at: string }): Span {
  return { fromMs: Date.parse(starts_at), toMs: Date.parse(ends_at) };
}

export function clip(span: Span, bounds: Span): Span | null {
  const fromMs = Math.max(span.fromMs, bounds.fromMs);
  const toMs = Math.min(span.toMs, bounds.toMs);
  return fromMs < toMs ? { fromMs, toMs } : null;
}

/** The parts of `bounds` that no span covers. */
export function gaps(spans: readonly Span[], bounds: Span): Span[] {
  const sorted = [...spans].sort((a, b) => a.fromMs - b.fromMs);
  const free: Span[] = [];
  let at = bounds.fromMs;
  for (const { fromMs, toMs } of sorted) {
    if (fromMs > at) free.push({ fromMs: at, toMs: Math.min(fromMs, bounds.toMs) });
    at = Math.max(at, toMs);
    if (at >= bounds.toMs) break;
  }
  if (at < bounds.toMs) free.push({ fromMs: at, toMs: bounds.toMs });
  return free.filter((gap) => gap.toMs > gap.fromMs);
}

export function minutesOf(spans: readonly Span[]): number {
  return Math.round(spans.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0) / 60_000);
}

/**
 * The hours a day's board shows: all shifts and visits with an hour around, in whole hours since local midnight, so
 * that the axis of a day of 23 or 25 hours is as long as that day really is.
 */
export function axisOf(day: Span, spans: readonly Span[]): Span {
  const inside = spans.map((span) => clip(span, day)).filter((span) => span !== null);
  const hourAt = (ms: number) => (ms - day.fromMs) / HOUR_MS;
  const last = hourAt(day.toMs);
  const [early, late] =
    inside.length > 0
      ? [
          Math.floor(Math.min(...inside.map(({ fromMs }) => hourAt(fromMs)))) - 1,
          Math.ceil(Math.max(...inside.map(({ toMs }) => hourAt(toMs)))) + 1,
        ]
      : [USUAL.from, USUAL.to];
  let first = Math.max(0, early);
  let end = Math.min(last, late);
  while (end - first < FEWEST_HOURS && (first > 0 || end < last)) {
    if (first > 0) first -= 1;
    if (end < last && end - first < FEWEST_HOURS) end += 1;
  }
  return { fromMs: day.fromMs + first * HOUR_MS, toMs: day.fromMs + end * HOUR_MS };
}

export type Placed<T> = T & Span & { lane: number; lanes: number };

/** What overlaps stands one below the other; what touches shares a lane. */
export function inLanes<T extends Span>(items: readonly T[]): Placed<T>[] {
  const sorted = [...items].sort((a, b) => a.fromMs - b.fromMs || b.toMs - a.toMs);
  const ends: number[] = [];
  const placed = sorted.map((item) => {
    const free = ends.findIndex((end) => end <= item.fromMs);
    const lane = free === -1 ? ends.length : free;
    ends[lane] = item.toMs;
    return { ...item, lane };
  });
  return placed.map((item) => ({ ...item, lanes: Math.max(1, ends.length) }));
}

export type BoardBar = Span & { visit: Booking };

export type BoardRow = {
  /** Null: work with a time and nobody yet. */
  resource: BoardResource | null;
  bars: BoardBar[];
  shifts: Span[];
  timeOff: (Span & { id: string; kind: string })[];
  holds: (Span & { id: string; expiresAt: string })[];
  /** Visits promised for the day without an hour. */
  anyTime: Booking[];
};

/** A cancelled visit has given its place away; what is not settled yet waits in the backlog. */
const isOnBoard = ({ status }: Booking) => status !== "cancelled" && status !== "unscheduled";

/** One row per resource in the order given, before them the row of what nobody goes to, where there is such work. */
export function rowsOf(board: Board): BoardRow[] {
  const visits = board.bookings.filter(isOnBoard);
  const rowOf = (resource: BoardResource | null, own: Booking[]): BoardRow => ({
    resource,
    bars: own.flatMap((visit) => {
      const { starts_at, ends_at } = visit;
      return starts_at && ends_at ? { ...spanOf({ starts_at, ends_at }), visit } : [];
    }),
    anyTime: own.filter(({ starts_at }) => starts_at === null),
    shifts: resource?.shifts.map(spanOf) ?? [],
    timeOff: board.time_off
      .filter(({ resource_id }) => resource_id === resource?.id)
      .map((off) => ({ ...spanOf(off), id: off.id, kind: off.kind })),
    holds: board.holds
      .filter(({ resource_ids }) => resource !== null && resource_ids.includes(resource.id))
      .map((hold) => ({ ...spanOf(hold), id: hold.id, expiresAt: hold.expires_at })),
  });
  const byResource = new Map<string, Booking[]>();
  const nobodys: Booking[] = [];
  for (const visit of visits) {
    if (visit.assignments.length === 0) nobodys.push(visit);
    for (const id of new Set(visit.assignments.map(({ resource_id }) => resource_id)))
      byResource.set(id, [...(byResource.get(id) ?? []), visit]);
  }
  const rows = board.resources.map((resource) => rowOf(resource, byResource.get(resource.id) ?? []));
  return nobodys.length > 0 ? [rowOf(null, nobodys), ...rows] : rows;
}
