import { expect, test } from "vitest";
import {
  awaitsReport,
  bodyOfForm,
  formerSpan,
  isLetDown,
  moodOf,
  nearDay,
  shownSpan,
  nearestTo,
  proposalsOf,
  slotsByDay,
  standingOf,
} from "./rules";
import type { PortalState, PortalVisit, Span } from "./schema";

const span = (from: string, to: string): Span => ({
  starts_at: `2026-11-20T${from}:00Z`,
  ends_at: `2026-11-20T${to}:00Z`,
});

const booked: PortalVisit = {
  number: "V-1",
  service: "Leak repair",
  step: "booked",
  over: null,
  window: span("15:00", "17:00"),
  flexible_on: null,
  promised: span("15:00", "17:00"),
  changed: null,
  late: null,
  eta: null,
  time_zone: "America/New_York",
  site: null,
  confirmed_at: null,
  instructions_for_customer: null,
  next: null,
  steps: [],
  people: [],
};
const onTheWay = (eta: Span): PortalVisit => ({ ...booked, step: "on_the_way", eta });

test("Whoever arrives within the announced window changed nothing; outside of it the old time is told", () => {
  expect(formerSpan(onTheWay(span("16:20", "16:30")))).toBeNull();
  expect(formerSpan(onTheWay(span("17:20", "17:30")))).toEqual(span("15:00", "17:00"));
});

test("Sorry is said only where the promise is broken", () => {
  expect(isLetDown(onTheWay(span("16:20", "16:30")))).toBe(false);
  expect(isLetDown(onTheWay(span("17:20", "17:30")))).toBe(true);
  expect(isLetDown({ ...booked, late: { minutes: 24 } })).toBe(true);
  expect(isLetDown({ ...booked, changed: { was: span("13:00", "15:00") } })).toBe(false);
});

test("The estimate is shown on the way, the window before, and the real time afterwards", () => {
  expect(shownSpan(onTheWay(span("16:20", "16:30")))).toEqual(span("16:20", "16:30"));
  expect(shownSpan({ ...booked, eta: span("16:20", "16:30") })).toEqual(span("15:00", "17:00"));
  const steps = [
    { step: "here" as const, at: "2026-11-20T16:25:00Z" },
    { step: "done" as const, at: "2026-11-20T17:10:00Z" },
  ];
  expect(shownSpan({ ...booked, step: "done", steps })).toEqual(span("16:25", "17:10"));
});

test("A visit that is over says how, whatever step it had reached", () => {
  expect(moodOf({ ...booked, over: "cancelled" })).toBe("cancelled");
  expect(moodOf({ ...booked, step: "done", over: "incomplete" })).toBe("incomplete");
  expect(moodOf({ ...booked, window: null })).toBe("requested");
  expect(moodOf({ ...booked, window: null, flexible_on: "2026-11-20" })).toBe("day");
});

test("Steps before the present one are passed, those after it still to come", () => {
  const standings = (["requested", "booked", "on_the_way"] as const).map((step) => standingOf(step, booked));
  expect(standings).toEqual(["passed", "now", "ahead"]);
});

test("Today and tomorrow are those of the site's clock", () => {
  const lateEvening = Date.parse("2026-11-20T03:30:00Z");
  expect(nearDay("2026-11-20T15:00:00Z", "America/New_York", lateEvening)).toBe("tomorrow");
  expect(nearDay("2026-11-20T15:00:00Z", "Europe/Berlin", lateEvening)).toBe("today");
});

const hourFrom = (starts_at: string, is_same?: boolean) => ({
  starts_at,
  ends_at: new Date(Date.parse(starts_at) + 3_600_000).toISOString(),
  ...(is_same === undefined ? {} : { is_same }),
});

test("Free times stand by the site's days and in their order", () => {
  const slots = [6, 5, 4, 0].map((hour) => hourFrom(`2026-11-21T0${hour}:00:00Z`));
  const days = slotsByDay(slots, "America/New_York");
  expect(days.map(({ date, slots: each }) => [date, each.length])).toEqual([
    ["2026-11-20", 2],
    ["2026-11-21", 2],
  ]);
  expect(days[0]?.slots[0]?.starts_at).toBe("2026-11-21T00:00:00Z");
});

test("The soonest time with the same technician is proposed first, then what is sooner without him", () => {
  const [nine, ten, eleven] = ["09", "10", "11"].map((hour) => `2026-11-21T${hour}:00:00Z`) as [
    string,
    string,
    string,
  ];
  const proposed = (...slots: ReturnType<typeof hourFrom>[]) =>
    proposalsOf(slots).map(({ slot, isEarliest }) => [slot.starts_at, isEarliest]);
  expect(proposed(hourFrom(ten, true), hourFrom(nine, false), hourFrom(eleven, true))).toEqual([
    [ten, false],
    [nine, true],
  ]);
  expect(proposed(hourFrom(ten, false), hourFrom(nine, true))).toEqual([[nine, true]]);
  expect(proposed(hourFrom(ten, false), hourFrom(eleven, false))).toEqual([[ten, true]]);
  expect(proposed()).toEqual([]);
});

test("Of a time that was taken the three nearest are named", () => {
  const slots = ["08", "12", "14", "15", "18"].map((hour) => hourFrom(`2026-11-21T${hour}:00:00Z`));
  expect(nearestTo("2026-11-21T14:00:00Z", slots).map(({ starts_at }) => starts_at.slice(11, 13))).toEqual([
    "12",
    "15",
    "18",
  ]);
});

test("Wishes of a form are days on the site's clock; empty ones are none", () => {
  const fields = { op_id: "x", day_1: "2026-11-23", part_1: "morning", day_2: "", part_2: "any", note: "" };
  expect(bodyOfForm("reschedule", fields, "America/New_York")).toEqual({
    op_id: "x",
    wishes: [{ starts_at: "2026-11-23T13:00:00.000Z", ends_at: "2026-11-23T17:00:00.000Z" }],
  });
});

test("A report is awaited for a quarter of an hour, not forever", () => {
  const steps = [{ step: "done" as const, at: "2026-11-20T17:10:00Z" }];
  const report = { pdf_file_id: null, signed_at: null, signer_name: null, summary: [] };
  const state = { visit: { ...booked, step: "done", steps }, report } as unknown as PortalState;
  expect(awaitsReport(state, Date.parse("2026-11-20T17:20:00Z"))).toBe(true);
  expect(awaitsReport(state, Date.parse("2026-11-20T18:00:00Z"))).toBe(false);
});
