import { isOver } from "@/lib/bookings/rules";
import type { FieldSettings, Visit } from "@/lib/sync/schema";
import { distanceM, placeOf } from "../visit/rules";

type Place = { lat: number; lng: number };

/** What the technician said "Got it" to. */
export type Acknowledged = { starts_at: string | null; is_cancelled: boolean };
export type Change = { kind: "new" } | { kind: "moved"; from: string } | { kind: "cancelled" };

export const acknowledge = (visit: Visit): Acknowledged => ({
  starts_at: visit.starts_at,
  is_cancelled: visit.status === "cancelled",
});

/**
 * What is different from what he last knew. A phone that has just been set up remembers nothing: there the office's
 * `seen_at` says whether he has seen the visit at all.
 */
export function changeOf(visit: Visit, known: Acknowledged | null): Change | null {
  if (!known) return visit.seen_at === null && !isOver(visit.status) ? { kind: "new" } : null;
  if (visit.status === "cancelled") return known.is_cancelled ? null : { kind: "cancelled" };
  if (isOver(visit.status)) return null;
  const isMoved =
    known.starts_at !== null &&
    visit.starts_at !== null &&
    Date.parse(known.starts_at) !== Date.parse(visit.starts_at);
  return isMoved && known.starts_at !== null ? { kind: "moved", from: known.starts_at } : null;
}

const isUnderWay = ({ status }: Visit) =>
  status === "en_route" || status === "on_site" || status === "paused";
const startOf = (visit: Visit) =>
  visit.starts_at === null ? Number.POSITIVE_INFINITY : Date.parse(visit.starts_at);

export type DayPlan = {
  /** Under way, else the first that is open. */
  next: Visit | null;
  rest: Visit[];
  over: Visit[];
};

/** The day in the order of work. A cancellation he has not heard of stays in the list until he has. */
export function planOf(visits: readonly Visit[], isUnheard: (visit: Visit) => boolean): DayPlan {
  const inOrder = visits.toSorted((a, b) => startOf(a) - startOf(b) || (a.number < b.number ? -1 : 1));
  const over = inOrder.filter((visit) => isOver(visit.status) && !isUnheard(visit));
  const open = inOrder.filter((visit) => !over.includes(visit));
  const next = open.find(isUnderWay) ?? open.find(({ status }) => !isOver(status)) ?? null;
  return { next, rest: open.filter((visit) => visit !== next), over };
}

const MINUTE_MS = 60_000;

export type Drive = { minutes: number; metres: number };

/** The drive as the office plans it: the straight line times circuity, at the speed of the settings. */
export function driveOf(from: Place | null, visit: Visit, travel: FieldSettings["travel"]): Drive | null {
  const to = placeOf(visit);
  if (!from || !to) return null;
  const metres = distanceM(from, to) * travel.circuity;
  return { metres, minutes: Math.ceil((metres / 1000 / travel.speed_kmh) * 60) };
}

/** When to set off to be there at the beginning; null without a time or a known way. */
export function leaveBy(visit: Visit, drive: Drive | null): number | null {
  if (!drive || visit.starts_at === null) return null;
  return Date.parse(visit.starts_at) - drive.minutes * MINUTE_MS;
}

/** Where he is if the phone does not say: at the last place he was or is to be before this visit. */
export function startingPoint(visits: readonly Visit[], visit: Visit): Place | null {
  const before = visits
    .filter((each) => each.id !== visit.id && each.status !== "cancelled" && each.status !== "unscheduled")
    .filter((each) => each.actual_start !== null || startOf(each) < startOf(visit))
    .toSorted((a, b) => lastAt(b) - lastAt(a));
  const [last] = before;
  return last ? placeOf(last) : null;
}

const lastAt = (visit: Visit) =>
  Date.parse(visit.actual_end ?? visit.actual_start ?? visit.starts_at ?? "1970-01-01T00:00:00Z");

/** What is left of the day after this one, in minutes of work planned. */
export function remainingOf(visits: readonly Visit[]): {
  count: number;
  minutes: number;
  first: Visit | null;
} {
  const open = visits.filter(({ status }) => !isOver(status)).toSorted((a, b) => startOf(a) - startOf(b));
  const minutes = open.reduce((sum, visit) => sum + plannedMinutes(visit), 0);
  return { count: open.length, minutes, first: open[0] ?? null };
}

function plannedMinutes({ starts_at, ends_at, job }: Visit): number {
  if (starts_at === null || ends_at === null) return job.duration_min ?? 0;
  return Math.round((Date.parse(ends_at) - Date.parse(starts_at)) / MINUTE_MS);
}
