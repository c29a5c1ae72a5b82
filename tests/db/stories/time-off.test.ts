import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { refusal } from "@/tests/support/database";
import type { TestUser } from "@/tests/support/database";
import { call, callRows } from "./company";
import type { Answer } from "./company";
import { at, between, openPlanning } from "./planning";
import type { Planning } from "./planning";

type TimeOff = {
  id: string;
  resource_id: string;
  resource_name: string;
  starts_at: string;
  ends_at: string;
  kind: string;
  note: string | null;
  version: number;
  deleted_at: string | null;
};

let acme: Planning;
let dispatcher: TestUser;
beforeAll(async () => {
  acme = await openPlanning();
  dispatcher = await acme.hire("dispatcher");
});
afterAll(() => acme.database.close());

const enter = async (resource_id: string, fields: object, as = dispatcher): Promise<TimeOff> => {
  const payload = { resource_id, ...fields };
  return (await call<Answer<TimeOff>>(acme.sql, acme.at(as), "create_time_off", { payload })).data;
};
const update = async (off: TimeOff, changes: object): Promise<TimeOff> => {
  const args = { id: off.id, expected_version: off.version, changes };
  return (await call<Answer<TimeOff>>(acme.sql, acme.at(dispatcher), "update_time_off", args)).data;
};
const remove = async (off: TimeOff, as = dispatcher): Promise<TimeOff> => {
  const args = { id: off.id, expected_version: off.version };
  return (await call<Answer<TimeOff>>(acme.sql, acme.at(as), "delete_time_off", args)).data;
};
const restore = async (off: TimeOff): Promise<TimeOff> => {
  const payload = { id: off.id };
  return (await call<Answer<TimeOff>>(acme.sql, acme.at(dispatcher), "restore_time_off", { payload })).data;
};
const list = async (as: TestUser, filters: object): Promise<TimeOff[]> =>
  (await callRows<{ value: TimeOff }>(acme.sql, acme.at(as), "list_time_off", { filters })).map(
    (row) => row.value,
  );

describe("time off and visits", () => {
  test("nothing is planned into time off", async () => {
    const ana = await acme.hireResource("Ana");
    const off = await enter(ana, { ...between("08:00", "18:00"), kind: "training", note: "Gas course" });
    expect(off).toMatchObject({ resource_name: "Ana", kind: "training", note: "Gas course", version: 1 });
    expect(await acme.periods(ana)).toEqual(["05 08:00 - 05 18:00"]);
    const line = { assignments: [{ resource_id: ana }] };
    const refused = await refusal(acme.plan({ ...between("17:00", "19:00"), ...line }));
    expect(refused.message).toMatch(/^double_booking: /);
    expect((await acme.plan({ ...between("18:00", "19:00"), ...line })).status).toBe("scheduled");
  });

  test("is refused over a visit, naming it, and asked beforehand without writing anything", async () => {
    const leo = await acme.hireResource("Leo");
    const visit = await acme.plan({ ...between("09:00", "10:00"), assignments: [{ resource_id: leo }] });
    const conflicts = [
      {
        id: visit.id,
        number: visit.number,
        starts_at: "2030-03-05T09:00:00+00:00",
        ends_at: "2030-03-05T10:00:00+00:00",
        customer_name: "Ana Ruiz",
      },
    ];
    const { code, message, detail } = await refusal(enter(leo, between("09:30", "18:00")));
    expect(code).toBe("CO409");
    expect(message).toMatch(/^time_off_conflict: /);
    expect(JSON.parse(detail ?? "")).toEqual({ conflicts });
    expect(await enter(leo, { ...between("09:30", "18:00"), check_only: true })).toEqual({ conflicts });
    expect(await enter(leo, { ...between("10:00", "18:00"), check_only: true })).toEqual({ conflicts: [] });
    expect(await acme.periods(leo)).toEqual(["05 09:00 - 05 10:00"]);
    expect(await list(dispatcher, { resource_id: leo })).toEqual([]);
  });

  test("moves with its row, frees what it left, and counts versions", async () => {
    const kim = await acme.hireResource("Kim");
    const off = await enter(kim, between("08:00", "12:00"));
    const moved = await update(off, { ends_at: at("10:00"), kind: "sick" });
    expect(moved).toMatchObject({ kind: "sick", version: 2 });
    expect(await acme.periods(kim)).toEqual(["05 08:00 - 05 10:00"]);
    await acme.plan({ ...between("11:00", "12:00"), assignments: [{ resource_id: kim }] });
    expect((await refusal(update(moved, { ends_at: at("12:00") }))).message).toMatch(/^time_off_conflict: /);
    expect((await refusal(update(off, { kind: "other" }))).code).toBe("CO412");
  });

  test("taken back it frees the time; it returns only where nothing was planned since", async () => {
    const sam = await acme.hireResource("Sam");
    const off = await enter(sam, between("08:00", "12:00"));
    const gone = await remove(off);
    expect(gone.deleted_at).not.toBeNull();
    expect(await acme.periods(sam)).toEqual([]);
    expect((await restore(gone)).deleted_at).toBeNull();
    expect(await acme.periods(sam)).toEqual(["05 08:00 - 05 12:00"]);
    await remove({ ...gone, version: gone.version + 1 });
    await acme.plan({ ...between("11:00", "12:00"), assignments: [{ resource_id: sam }] });
    expect((await refusal(restore(gone))).message).toMatch(/^time_off_conflict: /);
  });

  test("of sixteen who place visits and time off on one hour at once, one succeeds and the rest get a sentence", async () => {
    const one = await acme.hireResource("Wanted");
    const job = await acme.job();
    const attempts = Array.from({ length: 16 }, (_, index) =>
      index % 2 === 0
        ? enter(one, between("09:00", "10:00"))
        : acme.plan({ ...between("09:00", "10:00"), job_id: job.id, assignments: [{ resource_id: one }] }),
    );
    const outcomes = await Promise.allSettled(attempts);
    expect(outcomes.filter((outcome) => outcome.status === "fulfilled")).toHaveLength(1);
    const reasons = outcomes.flatMap((outcome) =>
      outcome.status === "rejected" ? [(outcome.reason as Error).message.split(":")[0]] : [],
    );
    expect(reasons.filter((word) => word !== "double_booking" && word !== "time_off_conflict")).toEqual([]);
    expect(await acme.periods(one)).toEqual(["05 09:00 - 05 10:00"]);
  });
});

test("the list of people says who is off at this moment", async () => {
  const [now, later] = [await acme.hireResource("Away now"), await acme.hireResource("Away later")];
  const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
  await enter(now, { starts_at: inHours(-1), ends_at: inHours(1) });
  await enter(later, { starts_at: inHours(1), ends_at: inHours(2) });
  const rows = await callRows<{ value: { name: string; state_now: object | null } }>(
    acme.sql,
    acme.at(dispatcher),
    "list_resources",
    { filters: { q: "away" } },
  );
  expect(rows.map(({ value }) => [value.name, value.state_now])).toEqual([
    ["Away later", null],
    ["Away now", { status: "time_off", booking_number: null }],
  ]);
});

describe("who enters and reads it", () => {
  test("a technician asks for himself, reads his own with its note, and takes nothing back", async () => {
    const person = await acme.hire("technician");
    const me = await acme.hireResource("Me", { userId: person.id });
    const other = await acme.hireResource("Other");
    const off = await enter(me, { ...between("08:00", "18:00"), note: "Dentist" }, person);
    await enter(other, between("08:00", "18:00"));
    expect(off.note).toBe("Dentist");
    expect((await list(person, {})).map((line) => line.id)).toEqual([off.id]);
    expect(await refusal(enter(other, between("08:00", "09:00", 9), person))).toMatchObject({
      code: "CO422",
      hint: "resource_id",
    });
    expect((await refusal(remove(off, person))).code).toBe("42501");
  });

  test("a viewer sees that somebody is off, not why in his words", async () => {
    const viewer = await acme.hire("viewer");
    const pat = await acme.hireResource("Pat");
    const off = await enter(pat, { ...between("08:00", "18:00"), kind: "sick", note: "Back pain" });
    const [line] = await list(viewer, { resource_id: pat });
    expect(line).toMatchObject({ id: off.id, kind: "sick", note: null });
    expect((await refusal(enter(pat, between("08:00", "09:00", 9), viewer))).code).toBe("42501");
    const logged = await acme.sql`select new, old from private.change_log where entity_id = ${off.id}`;
    expect(JSON.stringify(logged)).not.toContain("Back pain");
  });

  test("the list holds what touches a span", async () => {
    const ray = await acme.hireResource("Ray");
    const early = await enter(ray, between("00:00", "12:00", 3));
    const late = await enter(ray, between("12:00", "18:00", 4));
    const ids = async (filters: object): Promise<string[]> =>
      (await list(dispatcher, { resource_id: ray, ...filters })).map((line) => line.id);
    expect(await ids({})).toEqual([early.id, late.id]);
    expect(await ids({ from: at("12:00", 3) })).toEqual([late.id]);
    expect(await ids({ from: at("11:59", 3), to: at("12:00", 4) })).toEqual([early.id]);
  });
});
