import { describe, expect, it } from "vitest";
import type { Visit } from "@/lib/sync/schema";
import { acknowledge, changeOf, driveOf, leaveBy, planOf, remainingOf, startingPoint } from "./rules";

const at = (time: string) => `2026-11-20T${time}:00Z`;
function visitAt(number: string, starts: string | null, more: object = {}): Visit {
  const times = { starts_at: starts && at(starts), ends_at: null, actual_start: null, actual_end: null };
  return {
    id: number,
    number,
    status: "dispatched",
    seen_at: at("07:00"),
    ...times,
    job: { duration_min: 60 },
    property: { lat: 42.65, lng: -73.75 },
    ...more,
  } as unknown as Visit;
}
const numbersOf = (visits: readonly Visit[]) => visits.map(({ number }) => number);

describe("what changed since he looked", () => {
  const known = acknowledge(visitAt("V-1", "10:00"));

  it("is new until seen, on a phone that remembers nothing", () => {
    expect(changeOf(visitAt("V-1", "10:00", { seen_at: null }), null)).toEqual({ kind: "new" });
    expect(changeOf(visitAt("V-1", "10:00"), null)).toBeNull();
    expect(changeOf(visitAt("V-1", "10:00", { seen_at: null, status: "cancelled" }), null)).toBeNull();
  });

  it("is moved where the time is another", () => {
    expect(changeOf(visitAt("V-1", "13:00"), known)).toEqual({ kind: "moved", from: at("10:00") });
    expect(changeOf(visitAt("V-1", "10:00"), known)).toBeNull();
    expect(changeOf(visitAt("V-1", null, { starts_at: "2026-11-20T10:00:00.000Z" }), known)).toBeNull();
  });

  it("is cancelled until he said that he knows", () => {
    const cancelled = visitAt("V-1", "10:00", { status: "cancelled" });
    expect(changeOf(cancelled, known)).toEqual({ kind: "cancelled" });
    expect(changeOf(cancelled, acknowledge(cancelled))).toBeNull();
  });
});

describe("the day", () => {
  it("begins with what is under way, else with the first that is open; what is over is folded", () => {
    const done = visitAt("V-1", "08:00", { status: "completed" });
    const first = visitAt("V-2", "10:00");
    const second = visitAt("V-3", "09:00", { status: "on_site" });
    const anyTime = visitAt("V-4", null);
    const plan = planOf([anyTime, first, done, second], () => false);
    expect(plan.next?.number).toBe("V-3");
    expect(numbersOf(plan.rest)).toEqual(["V-2", "V-4"]);
    expect(numbersOf(plan.over)).toEqual(["V-1"]);
    expect(planOf([first, done], () => false).next?.number).toBe("V-2");
  });

  it("keeps a cancellation in the list until it was heard, and never as the next", () => {
    const cancelled = visitAt("V-1", "08:00", { status: "cancelled" });
    const plan = planOf([cancelled, visitAt("V-2", "10:00")], (visit) => visit.status === "cancelled");
    expect(plan.next?.number).toBe("V-2");
    expect(numbersOf(plan.rest)).toEqual(["V-1"]);
    expect(plan.over).toEqual([]);
  });

  it("says what is left after a visit", () => {
    const open = visitAt("V-2", "10:00", { ends_at: at("11:30") });
    const left = remainingOf([visitAt("V-1", "08:00", { status: "completed" }), visitAt("V-3", null), open]);
    expect(left).toMatchObject({ count: 2, minutes: 150 });
    expect(left.first?.number).toBe("V-2");
  });
});

describe("when to leave", () => {
  const travel = { speed_kmh: 30, circuity: 1.3 };
  const visit = visitAt("V-2", "10:00");

  it("counts the drive in, by the straight line, the detour and the speed", () => {
    // 0.1 degrees of latitude are 11.119 km; with the detour 14.455 km, at 30 km/h 28.9 min.
    const drive = driveOf({ lat: 42.75, lng: -73.75 }, visit, travel);
    expect(drive?.minutes).toBe(29);
    expect(Math.round(drive?.metres ?? 0)).toBe(14_455);
    expect(leaveBy(visit, drive)).toBe(Date.parse(at("09:31")));
  });

  it("is not known without a way or a time", () => {
    expect(driveOf(null, visit, travel)).toBeNull();
    const nowhere = visitAt("V-2", "10:00", { property: { lat: null, lng: null } });
    expect(driveOf({ lat: 1, lng: 1 }, nowhere, travel)).toBeNull();
    expect(leaveBy(visitAt("V-2", null), { minutes: 5, metres: 10 })).toBeNull();
  });

  it("starts where he was last", () => {
    const place = (lat: number) => ({ property: { lat, lng: 0 } });
    const early = visitAt("V-1", "08:00", {
      ...place(1),
      actual_start: at("08:10"),
      actual_end: at("09:00"),
    });
    const cancelled = visitAt("V-3", "09:00", { ...place(2), status: "cancelled" });
    const later = visitAt("V-4", "12:00", place(3));
    expect(startingPoint([early, cancelled, later, visit], visit)).toEqual({ lat: 1, lng: 0 });
    expect(startingPoint([later, visit], visit)).toBeNull();
    const worked = visitAt("V-4", "12:00", { ...place(3), actual_start: at("09:30") });
    expect(startingPoint([early, worked, visit], visit)).toEqual({ lat: 3, lng: 0 });
  });
});
