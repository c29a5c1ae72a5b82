import { startOfDay, addDays, dateIn } from "@/lib/time";
import type { PlannedVisit } from "./visit-plan";
import type { VisitState } from "./visit-story";

type Line = [
  technician: number | null,
  startMin: number,
  durationMin: number,
  state: VisitState,
  more?: Partial<PlannedVisit>,
];

/**
 * The day around the moment it is looked at: minutes from now. Whoever opens the demo, at whatever hour, finds
 * twenty-six visits with somebody in each state, three that are late, four nobody goes to, and one overlap on purpose.
 */
const LINES: Line[] = [
  [0, -230, 90, "completed"],
  [0, -60, 120, "on_site"],
  [0, 150, 90, "scheduled"],
  [1, -320, 120, "completed"],
  [1, -5, 90, "en_route"],
  [1, 165, 75, "dispatched"],
  [2, -300, 120, "completed", { isIncomplete: true }],
  [2, -90, 180, "paused"],
  [3, -310, 60, "no_show"],
  // Still there half an hour after its end.
  [3, -140, 110, "on_site"],
  [3, 120, 90, "scheduled"],
  [4, -270, 120, "completed"],
  // Nobody has left yet.
  [4, -30, 90, "dispatched"],
  [4, 165, 60, "scheduled"],
  [5, -180, 60, "cancelled"],
  // On the way, and the window is over.
  [5, -75, 110, "en_route", { windowMin: 45 }],
  [5, 150, 75, "dispatched"],
  [6, -340, 90, "closed"],
  [6, -45, 120, "on_site"],
  [6, 30, 60, "scheduled", { isOverlap: true }],
  [7, -310, 120, "completed"],
  [7, 120, 60, "scheduled"],
  [null, 60, 60, "scheduled"],
  [null, 90, 90, "scheduled"],
  [null, 165, 60, "scheduled"],
  [null, 195, 45, "scheduled"],
];

const MIN_MS = 60_000;
const PAST_MIN = 340;
const AHEAD_MIN = 240;
/** Below this a late visit would not be late any more, so the first hours of a day reach into the evening before. */
const SHORTEST_PAST_MIN = 250;
const SHORTEST_AHEAD_MIN = 160;
const ANCHOR_MS = 5 * MIN_MS;

/** The day is pressed together where midnight is too near, so that it stays one day. */
export function planToday(nowMs: number, zone: string): PlannedVisit[] {
  const date = dateIn(nowMs, zone);
  const anchor = Math.floor(nowMs / ANCHOR_MS) * ANCHOR_MS;
  const sinceMidnight = (anchor - startOfDay(date, zone)) / MIN_MS;
  const untilMidnight = (startOfDay(addDays(date, 1), zone) - anchor) / MIN_MS;
  const past = Math.max(SHORTEST_PAST_MIN, Math.min(PAST_MIN, sinceMidnight)) / PAST_MIN;
  const ahead = Math.max(SHORTEST_AHEAD_MIN, Math.min(AHEAD_MIN, untilMidnight)) / AHEAD_MIN;
  const at = (minutes: number) => anchor + Math.round(minutes * (minutes < 0 ? past : ahead)) * MIN_MS;
  const timed = LINES.map(([technician, startMin, durationMin, state, more]): PlannedVisit => ({
    startMs: at(startMin),
    endMs: at(startMin + durationMin),
    state,
    technicians: technician === null ? [] : [technician],
    ...more,
  }));
  return [...timed, waiting(date)];
}

/** Promised for today without an hour: it occupies nobody. */
function waiting(date: string): PlannedVisit {
  return { startMs: null, endMs: null, state: "unscheduled", technicians: [], flexibleOn: date };
}
