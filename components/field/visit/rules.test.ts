import { describe, expect, it } from "vitest";
import { fieldStepsFrom } from "@/lib/bookings/rules";
import type { Visit, VisitChecklist } from "@/lib/sync/schema";
import { clockOf, clockText, distanceM, distanceParts, nextStep, slipOf, todosOf } from "./rules";

const ME = "me";
const features = { signature_required: true };

function visitIn(status: Visit["status"], more: object = {}): Visit {
  const transitions = fieldStepsFrom(status).map(({ to, needsReason }) => ({
    to,
    needs_reason: needsReason,
  }));
  const empty = { checklists: [], photos: [], signatures: [], time_entries: [], actual_start: null };
  return {
    id: "v",
    status,
    transitions,
    property: { lat: 42.65, lng: -73.75 },
    ...empty,
    ...more,
  } as unknown as Visit;
}

const list = {
  id: "list",
  name: "Boiler",
  is_required: true,
  version: 1,
  items: [
    { key: "leak", label: "Any leak?", kind: "yes_no", required: true },
    { key: "where", label: "Where?", kind: "text", required: true, show_if: { key: "leak", equals: true } },
    { key: "co", label: "CO", kind: "number", required: true, unit: "ppm", max: 9 },
    { key: "flue", label: "after", kind: "photo", required: true },
    { key: "extra", label: "Anything else?", kind: "text", required: false },
  ],
  answers: {},
} as unknown as VisitChecklist;
const answered = (answers: object): VisitChecklist => ({
  ...list,
  answers: answers as VisitChecklist["answers"],
});
const no = { value: false, at: "", by: null };
const nine = { value: 9, at: "", by: null };
const shot = { checklist_id: "list", item_key: "flue" };

describe("the one big button", () => {
  it("names the next step of the way there", () => {
    expect(nextStep(visitIn("scheduled"), features)).toEqual({ kind: "go" });
    expect(nextStep(visitIn("dispatched"), features)).toEqual({ kind: "go" });
    expect(nextStep(visitIn("en_route"), features)).toEqual({ kind: "arrive" });
  });

  it("goes on where the pause began", () => {
    expect(nextStep(visitIn("paused"), features)).toEqual({ kind: "resume", to: "en_route" });
    const arrived = visitIn("paused", { actual_start: "2026-11-20T10:00:00Z" });
    expect(nextStep(arrived, features)).toEqual({ kind: "resume", to: "on_site" });
  });

  it("asks for questions, then photos, then the signature, then completes", () => {
    const at = (answers: object, more: object = {}) =>
      nextStep(visitIn("on_site", { checklists: [answered(answers)], ...more }), features);
    expect(at({})).toEqual({ kind: "checklist", checklistId: "list", left: 2 });
    expect(at({ leak: { ...no, value: true } })).toEqual({ kind: "checklist", checklistId: "list", left: 2 });
    const done = { leak: no, co: nine };
    expect(at(done)).toEqual({ kind: "photo", checklistId: "list", key: "flue", label: "after" });
    expect(at(done, { photos: [shot] })).toEqual({ kind: "signature" });
    expect(at(done, { photos: [shot], signatures: [{}] })).toEqual({ kind: "complete" });
  });

  it("never asks for what the office does not need", () => {
    expect(nextStep(visitIn("on_site"), { signature_required: false })).toEqual({ kind: "complete" });
    const free = { ...list, is_required: false };
    expect(nextStep(visitIn("on_site", { checklists: [free] }), { signature_required: false })).toEqual({
      kind: "complete",
    });
  });

  it("is nothing where nothing is the technician's", () => {
    for (const status of ["unscheduled", "completed", "closed", "cancelled", "no_show"] as const) {
      expect(nextStep(visitIn(status), features)).toBeNull();
    }
  });
});

describe("what is to finish", () => {
  it("counts shown questions, and each photo by itself", () => {
    const visit = visitIn("on_site", { checklists: [answered({ leak: no })] });
    expect(todosOf(visit, features)).toEqual([
      { kind: "checklist", id: "list", name: "Boiler", done: 1, total: 3, isNeeded: true },
      { kind: "photo", checklistId: "list", key: "flue", label: "after", done: 0, total: 1, isNeeded: true },
      { kind: "signature", done: 0, total: 1, isNeeded: true },
    ]);
  });
});

describe("the running clock", () => {
  const entry = (kind: string, starts_at: string, ends_at: string | null, resource_id = ME) => ({
    kind,
    starts_at,
    ends_at,
    resource_id,
  });
  const now = Date.parse("2026-11-20T11:00:00Z");

  it("leaves pauses, the way and colleagues out", () => {
    const time_entries = [
      entry("travel", "2026-11-20T09:00:00Z", "2026-11-20T10:00:00Z"),
      entry("on_site", "2026-11-20T10:00:00Z", "2026-11-20T10:10:00Z"),
      entry("break", "2026-11-20T10:10:00Z", "2026-11-20T10:30:00Z"),
      entry("on_site", "2026-11-20T10:30:00Z", null),
      entry("on_site", "2026-11-20T08:00:00Z", null, "another"),
    ];
    expect(clockOf(visitIn("on_site", { time_entries }), ME, now)).toBe(40 * 60_000);
    expect(clockOf(visitIn("completed", { time_entries }), ME, now)).toBeNull();
  });

  it("counts from the arrival where no entry is known", () => {
    expect(clockOf(visitIn("on_site", { actual_start: "2026-11-20T10:59:00Z" }), ME, now)).toBe(60_000);
    expect(clockOf(visitIn("en_route"), ME, now)).toBeNull();
  });

  it("reads as hours, minutes and seconds", () => {
    expect(clockText(2_530_999)).toBe("00:42:10");
    expect(clockText(100 * 3_600_000)).toBe("100:00:00");
  });
});

describe("a likely slip", () => {
  const visit = visitIn("en_route");

  it("is arriving more than 500 m from the door, where the phone says so", () => {
    const away = (lat: number) => slipOf(visit, "on_site", { here: { lat, lng: -73.75 }, onSiteMs: null });
    expect(away(42.6544)).toBeNull();
    expect(away(42.66)).toMatchObject({ kind: "far" });
    expect(slipOf(visit, "on_site", { here: null, onSiteMs: null })).toBeNull();
  });

  it("is completing within two minutes", () => {
    const after = (onSiteMs: number | null) => slipOf(visit, "completed", { here: null, onSiteMs });
    expect(after(119_999)).toEqual({ kind: "short", minutes: 1 });
    expect(after(120_000)).toBeNull();
    expect(after(null)).toBeNull();
  });
});

describe("a distance", () => {
  it("is measured on the sphere: a degree of the equator", () => {
    expect(Math.round(distanceM({ lat: 0, lng: 10 }, { lat: 0, lng: 11 }))).toBe(111_195);
  });

  it("is said in the country's unit", () => {
    expect(distanceParts(6759, "US")).toEqual({ value: 4.2, unit: "mile" });
    expect(distanceParts(6759, "DE")).toEqual({ value: 6.8, unit: "kilometer" });
    expect(distanceParts(42_400, "DE")).toEqual({ value: 42, unit: "kilometer" });
  });
});
