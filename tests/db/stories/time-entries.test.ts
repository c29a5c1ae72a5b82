import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { refusal } from "@/tests/support/database";
import { call, callRows } from "./company";
import type { Answer } from "./company";
import { foundField } from "./field";
import type { Field, Phone } from "./field";
import { openPlanning } from "./planning";
import type { Planning } from "./planning";

type Entry = {
  id: string;
  kind: string;
  starts_at: string;
  ends_at: string | null;
  minutes: number | null;
  source: string;
  resource: { id: string };
  correction_reason: string | null;
  corrected_by: { id: string } | null;
  version: number;
};

let base: Planning;
let field: Field;
let phone: Phone;
beforeAll(async () => {
  base = await openPlanning();
});
afterAll(() => base.database.close());

/** A company of its own for each story: hours of one person must not meet those of another story. */
async function found(): Promise<void> {
  field = await foundField(base);
  phone = field.phone();
}
const ago = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();
const entries = (bookingId: string): Promise<Entry[]> =>
  callRows<{ value: Entry }>(field.sql, field.at(field.owner), "list_time_entries", {
    filters: { booking_id: bookingId },
  }).then((rows) => rows.map(({ value }) => value).toReversed());
const line = ({ kind, minutes, source }: Entry): string => `${kind} ${minutes ?? "runs"} ${source}`;
const write = async (name: string, args: object, as = field.owner): Promise<Entry> =>
  (await call<Answer<Entry>>(field.sql, field.at(as), name, args as Record<string, unknown>)).data;
const manual = (from: number, to: number, more: object = {}): object => ({
  payload: { resource_id: field.tina, kind: "on_site", starts_at: ago(from), ends_at: ago(to), ...more },
});

describe("the steps of a visit", () => {
  test("write the hours of who takes them: travel, work, rest", async () => {
    await found();
    const visit = await field.today();
    const step = (to: string, minutes: number, more: object = {}): object =>
      phone.op("booking.transition", visit.id, { to, ...more }, { device_time: ago(minutes) });
    await phone.send([
      step("en_route", 120),
      step("on_site", 100),
      step("paused", 60, { reason: "Lunch" }),
      step("on_site", 30),
      step("completed", 5, { outcome: "incomplete", outcome_reason: "Rest tomorrow" }),
    ]);
    expect((await entries(visit.id)).map(line)).toEqual([
      "travel 20 step",
      "on_site 40 step",
      "break 30 step",
      "on_site 25 step",
    ]);
    const job = await call<{ minutes_spent: number }>(field.sql, field.at(field.owner), "get_job", {
      id: visit.job_id,
    });
    expect(job.minutes_spent).toBe(65);
  });

  test("taken by the office are the hours of who leads, and reopening begins none", async () => {
    await found();
    let visit = await field.step(await field.today(), "on_site");
    expect((await entries(visit.id))[0]).toMatchObject({ resource: { id: field.tina }, ends_at: null });
    visit = await field.step(visit, "completed");
    visit = await field.step(visit, "on_site");
    expect((await entries(visit.id)).filter(({ ends_at }) => ends_at === null)).toEqual([]);
  });

  test("end what runs elsewhere, and leave alone what somebody wrote there", async () => {
    await found();
    const [a, b] = [await field.today(), await field.today()];
    await write("create_time_entry", manual(50, 40));
    await phone.send([
      phone.op("booking.transition", a.id, { to: "on_site" }, { device_time: ago(60) }),
      phone.op("booking.transition", b.id, { to: "on_site" }, { device_time: ago(20) }),
    ]);
    expect((await entries(a.id)).map(line)).toEqual(["on_site 10 step"]);
    expect((await entries(b.id)).map(line)).toEqual(["on_site runs step"]);
  });

  test("by a clock that was put back never fail", async () => {
    await found();
    const visit = await field.today();
    const results = await phone.send([
      phone.op("booking.transition", visit.id, { to: "en_route" }, { device_time: ago(10) }),
      phone.op("booking.transition", visit.id, { to: "on_site" }, { device_time: ago(30) }),
      phone.op("booking.transition", visit.id, { to: "paused", reason: "?" }, { device_time: ago(30) }),
    ]);
    expect(results.map(({ result }) => result)).toEqual(["applied", "applied", "applied"]);
  });
});

describe("hours by hand", () => {
  test("are corrected with a reason, which stays with who and when", async () => {
    await found();
    const made = await write("create_time_entry", manual(100, 50));
    const changes = { ends_at: ago(70), reason: "Left early" };
    const args = { id: made.id, expected_version: made.version, changes };
    expect(await write("update_time_entry", args)).toMatchObject({
      minutes: 30,
      correction_reason: "Left early",
      corrected_by: { id: field.owner.id },
      version: made.version + 1,
    });
    expect(await refusal(write("update_time_entry", args))).toMatchObject({ code: "CO412" });
    const silent = { id: made.id, expected_version: null, changes: { ends_at: ago(60) } };
    expect(await refusal(write("update_time_entry", silent))).toMatchObject({
      code: "CO422",
      hint: "reason",
    });
    const history = await callRows<{ value: { operation: string } }>(
      field.sql,
      field.at(field.owner),
      "list_changes",
      { entity: "time_entry", entity_id: made.id },
    );
    expect(history.map(({ value }) => value.operation)).toEqual(["updated", "created"]);
  });

  test("never overlap with others of the same person, also not when they come back or at the same moment", async () => {
    await found();
    const first = await write("create_time_entry", manual(100, 50));
    const refused = await refusal(write("create_time_entry", manual(60, 40)));
    expect(refused).toMatchObject({ code: "CO409", message: expect.stringContaining("time_overlap:") });
    expect(JSON.parse(refused.detail ?? "{}")).toMatchObject({ overlap: { id: first.id } });
    await write("delete_time_entry", { id: first.id, expected_version: null });
    await write("create_time_entry", manual(60, 40));
    expect(await refusal(write("restore_time_entry", { payload: { id: first.id } }))).toMatchObject({
      code: "CO409",
    });
    await write("create_time_entry", manual(60, 40, { resource_id: field.max }));
    const both = await Promise.allSettled([
      write("create_time_entry", manual(30, 20)),
      write("create_time_entry", manual(25, 15)),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });

  test("a technician writes his own and corrects none", async () => {
    await found();
    const made = await write("create_time_entry", manual(100, 50), field.tech);
    expect(made.source).toBe("manual");
    const forbidden = { id: made.id, expected_version: null, changes: { reason: "Mine" } };
    expect(await refusal(write("update_time_entry", forbidden, field.tech))).toMatchObject({ code: "42501" });
    const others = manual(200, 150, { resource_id: field.max });
    expect(await refusal(write("create_time_entry", others, field.tech))).toMatchObject({ code: "CO422" });
    const elsewhere = manual(200, 150, { booking_id: (await field.today({}, field.max)).id });
    expect(await refusal(write("create_time_entry", elsewhere, field.tech))).toMatchObject({ code: "CO422" });
  });

  test("from a phone that overlap wait for a person", async () => {
    await found();
    const id = randomUUID();
    const payload = { kind: "break", starts_at: ago(60), ends_at: ago(30) };
    const add = phone.op("time.add", id, payload);
    const again = phone.op("time.add", randomUUID(), { ...payload, starts_at: ago(40) });
    expect((await phone.send([add, again])).map(({ result, code }) => [result, code ?? null])).toEqual([
      ["applied", null],
      ["conflict", "time_overlap"],
    ]);
    const running = randomUUID();
    const results = await phone.send([
      phone.op("time.add", running, { kind: "travel", starts_at: ago(10) }),
      phone.op("time.end", running, { ends_at: ago(5) }),
      phone.op("time.end", running, { ends_at: ago(2) }),
    ]);
    expect(results.map(({ code }) => code ?? null)).toEqual([null, null, "already_ended"]);
  });
});
