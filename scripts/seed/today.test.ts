import { describe, expect, it } from "vitest";
import { dateIn } from "@/lib/time";
import { DEMO_ORGANIZATIONS } from "./organizations";
import { createRandom } from "./random";
import { planTimeOff } from "./staff";
import { planToday } from "./today";
import type { PlannedVisit } from "./visit-plan";
import { planWeeks, type Calendar } from "./weeks";

const MIN_MS = 60_000;
const STATES = [
  "cancelled",
  "closed",
  "completed",
  "dispatched",
  "en_route",
  "no_show",
  "on_site",
  "paused",
  "scheduled",
  "unscheduled",
];

/** Each half hour of a winter's day and of the two days on which New York changes its clocks. */
const moments = ["2026-11-21", "2026-03-08", "2026-11-01"].flatMap((day) =>
  Array.from({ length: 48 }, (_, n) => Date.parse(`${day}T05:00:00Z`) + (n * 30 + 1) * MIN_MS),
);

/** Each half hour of an ordinary week, and of the weeks in which New York and Berlin change their clocks. */
const weekly = ["2026-11-16", "2026-03-02", "2026-03-23", "2026-10-19", "2026-10-26"].flatMap((day) =>
  Array.from({ length: 7 * 48 }, (_, n) => Date.parse(`${day}T00:00:00Z`) + (n * 30 + 20) * MIN_MS),
);

/** Only the days beside today can meet it. */
const NEIGHBOURS_MS = 72 * 60 * MIN_MS;

type Timed = { technicians: number[]; startMs: number; endMs: number };
const occupying = (plan: PlannedVisit[]): Timed[] =>
  plan.flatMap(({ state, isOverlap, technicians, startMs, endMs }) =>
    startMs === null || endMs === null || isOverlap || state === "cancelled" || state === "no_show"
      ? []
      : [{ technicians, startMs, endMs }],
  );
const meet = (one: Timed, other: Timed, betweenMs = 0) =>
  one.technicians.some((each) => other.technicians.includes(each)) &&
  one.startMs < other.endMs + betweenMs &&
  other.startMs < one.endMs + betweenMs;

describe("the demo's today", () => {
  it("has twenty-six visits and somebody in each state, whatever the hour", () => {
    for (const now of moments) {
      const plan = planToday(now, "America/New_York");
      expect(plan.filter(({ startMs }) => startMs !== null)).toHaveLength(26);
      expect([...new Set(plan.map(({ state }) => state))].toSorted()).toEqual(STATES);
      expect(plan.filter(({ startMs, technicians }) => startMs && technicians.length === 0)).toHaveLength(4);
      expect(plan.filter(({ isOverlap }) => isOverlap)).toHaveLength(1);
    }
  });

  it("sends nobody to two places at once, with a quarter of an hour between", () => {
    const meetings = moments.flatMap((now) => {
      const occupying = planToday(now, "America/New_York").filter(
        ({ state, isOverlap, startMs }) =>
          startMs && !isOverlap && state !== "cancelled" && state !== "no_show",
      );
      return occupying.flatMap((one) =>
        occupying.filter(
          (other) =>
            other !== one &&
            one.technicians[0] !== undefined &&
            one.technicians[0] === other.technicians[0] &&
            (one.startMs ?? 0) < (other.endMs ?? 0) + 15 * MIN_MS &&
            (other.startMs ?? 0) < (one.endMs ?? 0) + 15 * MIN_MS,
        ),
      );
    });
    expect(meetings).toEqual([]);
  });

  it("has work that began begin before now, and what is to come after", () => {
    const wrong = moments.flatMap((now) =>
      planToday(now, "America/New_York").filter(({ state, startMs, endMs }) => {
        if (state === "completed" || state === "closed") return (endMs ?? 0) >= now;
        if (state === "on_site" || state === "paused") return (startMs ?? 0) >= now;
        return state === "scheduled" && (startMs ?? 0) <= now;
      }),
    );
    expect(wrong).toEqual([]);
  });

  it.each(DEMO_ORGANIZATIONS)(
    "meets neither time off nor the visits of yesterday and tomorrow, at whatever hour of a week: $slug",
    (demo) => {
      const zone = demo.company.time_zone;
      const hours = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, opens: "07:30", closes: "17:00" }));
      const calendar: Calendar = { zone, hours, closed: new Set(), isOff: () => false };
      const weeksOf = new Map<string, Timed[]>();
      const meetings = weekly.flatMap((nowMs) => {
        const date = dateIn(nowMs, zone);
        const weeks =
          weeksOf.get(date) ??
          occupying(planWeeks(nowMs, calendar, createRandom(demo.seed))).filter(
            ({ startMs }) => Math.abs(startMs - nowMs) < NEIGHBOURS_MS,
          );
        weeksOf.set(date, weeks);
        const today = occupying(planToday(nowMs, zone));
        const away = planTimeOff({ demo, nowMs }).map(({ technician, ...time }) => ({
          technicians: [technician],
          ...time,
        }));
        const isMet = (visit: Timed) =>
          away.some((each) => meet(visit, each)) || weeks.some((each) => meet(visit, each, 30 * MIN_MS));
        return today.filter(isMet).map((visit) => ({ now: new Date(nowMs).toISOString(), ...visit }));
      });
      expect(meetings).toEqual([]);
    },
  );
});
