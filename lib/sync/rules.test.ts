import { describe, expect, it } from "vitest";
import type { Operation, OperationKind, PayloadOf, Visit } from "@/lib/sync/schema";
import { ENTITY_OF_KIND } from "@/lib/sync/schema";
import { applyLocally, concerns } from "./rules";

const ME = "00000000-0000-7000-8000-000000000001";
const VISIT = "00000000-0000-7000-8000-0000000000b1";
const CHECKLIST = "00000000-0000-7000-8000-0000000000c1";
const NEW = "00000000-0000-7000-8000-0000000000d1";
const SUM = "ab".repeat(32);

const visit: Visit = {
  id: VISIT,
  number: "V-2041",
  version: 3,
  status: "dispatched",
  starts_at: "2026-11-20T15:00:00Z",
  ends_at: "2026-11-20T16:00:00Z",
  arrival_window: null,
  promised_window: null,
  is_flexible_day: false,
  flexible_on: null,
  confirmed_at: null,
  outcome: null,
  outcome_reason: null,
  status_reason: null,
  actual_start: null,
  actual_end: null,
  instructions: null,
  time_zone: "America/New_York",
  role: "lead",
  seen_at: null,
  transitions: [],
  colleagues: [],
  job: {
    id: "00000000-0000-7000-8000-0000000000f1",
    number: "J-1001",
    title: "Boiler repair",
    description: null,
    priority: "normal",
    wishes: null,
    duration_min: 60,
    service_type: null,
  },
  customer: {
    id: "00000000-0000-7000-8000-0000000000f2",
    display_name: "Claire Moreau",
    kind: "person",
    phone: null,
    email: null,
    locale: null,
  },
  contacts: [],
  property: {
    id: "00000000-0000-7000-8000-0000000000f3",
    line1: "12 Elm St",
    line2: null,
    city: "Albany",
    region: "NY",
    postcode: "12203",
    country: "US",
    lat: null,
    lng: null,
    access_notes: null,
    time_zone: "America/New_York",
  },
  checklists: [{ id: CHECKLIST, name: "Boiler", is_required: true, items: [], answers: {}, version: 1 }],
  photos: [],
  notes: [],
  signatures: [],
  time_entries: [],
  last_visits: [],
  parked: [],
};

let made = 0;
function operation<Kind extends OperationKind>(
  kind: Kind,
  payload: PayloadOf<Kind>,
  { id = VISIT, at = "2026-11-20T15:00:00Z" } = {},
): Operation {
  made += 1;
  const op_id = `00000000-0000-7000-8000-${String(made).padStart(12, "0")}`;
  return { op_id, kind, entity: ENTITY_OF_KIND[kind], entity_id: id, device_time: at, payload } as Operation;
}

const step = (to: Visit["status"], at: string, more: Partial<PayloadOf<"booking.transition">> = {}) =>
  operation("booking.transition", { to, ...more }, { at });
const fold = (operations: Operation[], from: Visit = visit) =>
  operations.reduce((view, each) => applyLocally(view, each, ME), from);

const file = { id: NEW, name: "a.jpg", size_bytes: 10, mime: "image/jpeg", sha256: SUM };

describe("a step taken on the phone", () => {
  it("goes on from where the last one ended, without an answer in between", () => {
    const view = fold([
      step("en_route", "2026-11-20T14:40:00Z"),
      step("on_site", "2026-11-20T15:00:00Z"),
      step("paused", "2026-11-20T15:10:00Z", { reason: "Waiting for parts" }),
      step("on_site", "2026-11-20T15:20:00Z"),
      step("completed", "2026-11-20T15:50:00Z", { outcome: "incomplete", outcome_reason: "Valve ordered" }),
    ]);
    expect(view).toMatchObject({
      status: "completed",
      status_reason: null,
      outcome: "incomplete",
      outcome_reason: "Valve ordered",
      actual_start: "2026-11-20T15:00:00Z",
      actual_end: "2026-11-20T15:50:00Z",
      transitions: [],
    });
    expect(view.time_entries.map(({ kind, starts_at, ends_at }) => [kind, starts_at, ends_at])).toEqual([
      ["travel", "2026-11-20T14:40:00Z", "2026-11-20T15:00:00Z"],
      ["on_site", "2026-11-20T15:00:00Z", "2026-11-20T15:10:00Z"],
      ["break", "2026-11-20T15:10:00Z", "2026-11-20T15:20:00Z"],
      ["on_site", "2026-11-20T15:20:00Z", "2026-11-20T15:50:00Z"],
    ]);
  });

  it("names the next ones the technician may take", () => {
    expect(fold([step("on_site", "2026-11-20T15:00:00Z")]).transitions).toEqual([
      { to: "completed", needs_reason: false },
      { to: "paused", needs_reason: true },
      { to: "no_show", needs_reason: true },
    ]);
  });

  it("changes nothing where the office cancelled meanwhile, or where it is the office's to take", () => {
    const cancelled: Visit = { ...visit, status: "cancelled" };
    expect(fold([step("en_route", "2026-11-20T14:40:00Z")], cancelled)).toEqual(cancelled);
    expect(fold([step("cancelled", "2026-11-20T14:40:00Z", { reason: "no" })])).toEqual(visit);
  });

  it("is nothing twice: neither the time of arrival nor the clock moves", () => {
    const once = fold([step("on_site", "2026-11-20T15:00:00Z")]);
    expect(fold([step("on_site", "2026-11-20T15:05:00Z")], once)).toEqual(once);
  });

  it("ends no colleague's clock", () => {
    const other = "00000000-0000-7000-8000-000000000002";
    const running = { id: NEW, kind: "on_site" as const, starts_at: "2026-11-20T15:00:00Z", ends_at: null };
    const from = { ...visit, time_entries: [{ ...running, resource_id: other }] };
    const view = fold([step("en_route", "2026-11-20T15:30:00Z")], from);
    expect(view.time_entries.map(({ ends_at }) => ends_at)).toEqual([null, null]);
  });

  it("never ends before it began, whatever the phone's clock does", () => {
    const view = fold([step("on_site", "2026-11-20T15:00:00Z"), step("completed", "2026-11-20T14:00:00Z")]);
    expect(view.actual_end).toBe("2026-11-20T15:00:00Z");
    expect(view.time_entries[0]?.ends_at).toBe("2026-11-20T15:00:00Z");
  });
});

describe("what is done at a visit", () => {
  it("is seen once, at the first time", () => {
    const seen = [
      operation("booking.seen", {}, { at: "2026-11-20T12:41:00Z" }),
      operation("booking.seen", {}, { at: "2026-11-20T13:00:00Z" }),
    ];
    expect(fold(seen).seen_at).toBe("2026-11-20T12:41:00Z");
  });

  it("answers, answers anew and takes back", () => {
    const say = (value: boolean | null, note?: string) =>
      operation("checklist.answer", { key: "leak", value, note }, { id: CHECKLIST });
    const at = "2026-11-20T15:00:00Z";
    expect(fold([say(true)]).checklists[0]?.answers).toEqual({
      leak: { value: true, note: null, at, by: null },
    });
    expect(fold([say(true), say(null, " no access ")]).checklists[0]?.answers).toEqual({
      leak: { value: null, note: "no access", at, by: null },
    });
    expect(fold([say(true), say(null)]).checklists[0]?.answers).toEqual({});
  });

  it("keeps a photo, its words and its group, until it is removed", () => {
    const add = operation(
      "photo.add",
      { booking_id: VISIT, file, category: "before", taken_at: "2026-11-20T15:01:00Z" },
      { id: NEW },
    );
    const change = operation("photo.update", { category: "after", caption: " Igniter " }, { id: NEW });
    expect(fold([add, add, change]).photos).toEqual([
      {
        id: NEW,
        category: "after",
        caption: "Igniter",
        taken_at: "2026-11-20T15:01:00Z",
        sha256: SUM,
        file_id: NEW,
        file_state: "pending",
        checklist_id: null,
        item_key: null,
      },
    ]);
    expect(
      fold([add, operation("photo.update", { category: "other" }, { id: NEW })]).photos[0],
    ).toMatchObject({ category: "other", caption: null });
    expect(fold([add, operation("photo.remove", {}, { id: NEW })]).photos).toEqual([]);
  });

  it("keeps notes, the newest first", () => {
    const write = (body: string, id: string) =>
      operation("note.add", { booking_id: VISIT, body, is_for_customer: true }, { id });
    const view = fold([write("one", NEW), write(" two ", CHECKLIST), write("one", NEW)]);
    expect(view.notes.map(({ body, is_for_customer }) => [body, is_for_customer])).toEqual([
      ["two", true],
      ["one", true],
    ]);
  });

  it("keeps a signature once", () => {
    const sign = operation(
      "signature.add",
      {
        booking_id: VISIT,
        kind: "customer",
        signer_name: " Claire Moreau ",
        file: { ...file, mime: "image/png" },
        report: {},
        report_sha256: SUM,
        signed_at: "2026-11-20T15:45:00Z",
      },
      { id: NEW },
    );
    expect(fold([sign, sign]).signatures).toEqual([
      {
        id: NEW,
        kind: "customer",
        signer_name: "Claire Moreau",
        absent_reason: null,
        signed_at: "2026-11-20T15:45:00Z",
        report_sha256: SUM,
      },
    ]);
  });

  it("counts time by hand", () => {
    const begin = operation(
      "time.add",
      { booking_id: VISIT, kind: "break", starts_at: "2026-11-20T15:00:00Z" },
      { id: NEW },
    );
    const end = operation("time.end", { ends_at: "2026-11-20T15:15:00Z" }, { id: NEW });
    expect(fold([begin, begin, end]).time_entries).toEqual([
      {
        id: NEW,
        kind: "break",
        starts_at: "2026-11-20T15:00:00Z",
        ends_at: "2026-11-20T15:15:00Z",
        resource_id: ME,
      },
    ]);
  });

  it("leaves a decided conflict, and keeps the one the office is asked about", () => {
    const parked: Visit["parked"][number] = {
      op_id: NEW,
      kind: "booking.transition",
      code: "illegal_step",
      device_time: "2026-11-20T15:00:00Z",
      payload: { to: "on_site" },
      office: { status: "cancelled" },
      state: "parked",
    };
    const stuck = { ...visit, parked: [parked] };
    const decide = (decision: "discard" | "ask_office") =>
      fold([operation("conflict.decide", { decision }, { id: NEW })], stuck).parked;
    expect(decide("discard")).toEqual([]);
    expect(decide("ask_office")).toEqual([{ ...parked, state: "with_office" }]);
  });
});

describe("an operation belongs to a visit", () => {
  it("by its own id, by what it names, or by the record it changes", () => {
    const answer = operation("checklist.answer", { key: "leak", value: true }, { id: CHECKLIST });
    const note = operation("note.add", { booking_id: VISIT, body: "x" }, { id: NEW });
    expect(concerns(visit, step("en_route", "2026-11-20T15:00:00Z"))).toBe(true);
    expect(concerns(visit, answer)).toBe(true);
    expect(concerns(visit, note)).toBe(true);
    expect(concerns({ ...visit, id: NEW }, note)).toBe(false);
    expect(concerns(visit, operation("photo.remove", {}, { id: NEW }))).toBe(false);
  });
});
