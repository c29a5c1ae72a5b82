import { addDays, dateIn, wallToInstant, weekdayOf } from "@/lib/time";
import type { Random } from "./random";
import type { PlannedVisit } from "./visit-plan";
import type { VisitState } from "./visit-story";

export type Opening = { weekday: number; opens: string; closes: string };
export type Calendar = {
  zone: string;
  hours: Opening[];
  closed: Set<string>;
  /** Whether somebody is away on a day. */
  isOff: (technician: number, date: string) => boolean;
};

const DAYS_BACK = 28;
const DAYS_AHEAD = 14;
const MIN_MS = 60_000;
const DURATIONS_MIN = [60, 60, 90, 90, 90, 120, 120];
/** Enough for the buffers of every kind of work. */
const BETWEEN_MIN = [30, 30, 45, 60];
const CREW = [6, 7];
const CREW_DAYS = new Set([2, 4]);

/** Four weeks of work behind and two ahead, each working day of each technician, today left out. */
export function planWeeks(nowMs: number, calendar: Calendar, random: Random): PlannedVisit[] {
  const today = dateIn(nowMs, calendar.zone);
  const visits: PlannedVisit[] = [];
  for (let offset = -DAYS_BACK; offset <= DAYS_AHEAD; offset += 1) {
    if (offset !== 0) visits.push(...planDay(addDays(today, offset), offset, calendar, random));
  }
  return visits;
}

function planDay(date: string, offset: number, calendar: Calendar, random: Random): PlannedVisit[] {
  const opening = calendar.hours.find(({ weekday }) => weekday === weekdayOf(date));
  if (!opening || calendar.closed.has(date)) return [];
  const opens = wallToInstant(date, opening.opens, calendar.zone);
  const closes = wallToInstant(date, opening.closes, calendar.zone);
  const visits: PlannedVisit[] = [];
  const hasCrew = CREW_DAYS.has(weekdayOf(date)) && !CREW.some((each) => calendar.isOff(each, date));
  if (hasCrew) {
    const visit = { startMs: opens, endMs: opens + 6 * 60 * MIN_MS, technicians: CREW, byCrew: true };
    visits.push({ ...visit, ...outcomeOf(offset, random, false) });
  }
  for (let technician = 0; technician < 8; technician += 1) {
    if (calendar.isOff(technician, date) || (hasCrew && CREW.includes(technician))) continue;
    visits.push(...dayOf(technician, offset, opens, closes, random));
  }
  return visits;
}

/** Fewer visits the further ahead: the calendar of next week still has room. */
function dayOf(
  technician: number,
  offset: number,
  opens: number,
  closes: number,
  random: Random,
): PlannedVisit[] {
  const visits: PlannedVisit[] = [];
  const share = offset < 0 ? 0.92 : Math.max(0.25, 0.85 - offset * 0.06);
  let startMs = opens + random.pick([0, 0, 15, 30]) * MIN_MS;
  for (;;) {
    const endMs = startMs + random.pick(DURATIONS_MIN) * MIN_MS;
    if (endMs > closes) return visits;
    if (random.chance(share)) {
      const isNobodys = offset > 0 && random.chance(0.07);
      visits.push({
        startMs,
        endMs,
        technicians: isNobodys ? [] : [technician],
        ...outcomeOf(offset, random, isNobodys),
      });
    }
    startMs = endMs + random.pick(BETWEEN_MIN) * MIN_MS;
  }
}

function outcomeOf(
  offset: number,
  random: Random,
  isNobodys: boolean,
): { state: VisitState; isIncomplete?: boolean } {
  if (offset > 0)
    return { state: offset === 1 && !isNobodys && random.chance(0.3) ? "dispatched" : "scheduled" };
  if (random.chance(0.05)) return { state: "cancelled" };
  if (random.chance(0.02)) return { state: "no_show" };
  const isIncomplete = random.chance(0.06);
  return { state: offset < -4 ? "closed" : "completed", isIncomplete };
}
