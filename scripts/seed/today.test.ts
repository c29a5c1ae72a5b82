import { describe, expect, it } from "vitest";
import { planToday } from "./today";

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
});
