import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { refusal } from "@/tests/support/database";
import type { TestUser } from "@/tests/support/database";
import { call } from "./company";
import type { Answer } from "./company";
import { between, openPlanning } from "./planning";
import type { Planning } from "./planning";

type Week = {
  version: number;
  time_zone: string;
  follows_business_hours: boolean;
  hours: { weekday: number; starts: string; ends: string }[];
  stranded?: { id: string; number: string; starts_at: string }[];
};

let acme: Planning;
let dispatcher: TestUser;
beforeAll(async () => {
  acme = await openPlanning();
  dispatcher = await acme.hire("dispatcher");
  await acme.sql`delete from public.business_closures where org_id = ${acme.orgId}`;
  await acme.sql`delete from public.business_hours where org_id = ${acme.orgId}`;
  await acme.sql`insert into public.business_hours (org_id, weekday, opens, closes)
    select ${acme.orgId}, day, '08:00', '17:00' from generate_series(1, 5) as day`;
});
afterAll(() => acme.database.close());

const get = (resource_id: string, as = dispatcher): Promise<Week> =>
  call<Week>(acme.sql, acme.at(as), "get_availability", { resource_id });
const save = async (
  resource_id: string,
  changes: object,
  expected_version: number | null = null,
  as = dispatcher,
): Promise<Week> => {
  const args = { resource_id, expected_version, changes };
  return (await call<Answer<Week>>(acme.sql, acme.at(as), "update_availability", args)).data;
};
const shift = (weekday: number, starts: string, ends: string) => ({ weekday, starts, ends });

describe("the week of a resource", () => {
  test("is the business hours until it has its own, and again when it gives them up", async () => {
    const ana = await acme.hireResource("Ana");
    const first = await get(ana);
    expect(first).toMatchObject({ follows_business_hours: true, time_zone: "America/New_York" });
    expect(first.hours[0]).toEqual(shift(1, "08:00", "17:00"));
    expect(first.hours).toHaveLength(5);
    const own = [shift(2, "06:00", "10:00"), shift(2, "12:00", "24:00")];
    const saved = await save(ana, { hours: own }, first.version);
    expect(saved).toMatchObject({ follows_business_hours: false, hours: own, stranded: [] });
    expect(saved.version).not.toBe(first.version);
    const back = await save(ana, { follows_business_hours: true }, saved.version);
    expect(back).toMatchObject({ follows_business_hours: true, version: first.version });
  });

  test("is not saved over somebody else's change", async () => {
    const leo = await acme.hireResource("Leo");
    const seen = await get(leo);
    await save(leo, { hours: [shift(1, "09:00", "10:00")] }, seen.version);
    expect((await refusal(save(leo, { hours: [shift(3, "09:00", "10:00")] }, seen.version))).code).toBe(
      "CO412",
    );
    expect((await get(leo)).hours).toEqual([shift(1, "09:00", "10:00")]);
  });

  test("holds no overlap, no backward shift and no eighth day", async () => {
    const kim = await acme.hireResource("Kim");
    const overlap = { hours: [shift(1, "09:00", "12:00"), shift(1, "11:00", "13:00")] };
    expect(await refusal(save(kim, overlap))).toMatchObject({ code: "CO422", hint: "hours" });
    expect((await refusal(save(kim, { hours: [shift(1, "12:00", "09:00")] }))).message).toContain(
      "_ends_check",
    );
    expect((await refusal(save(kim, { hours: [shift(8, "09:00", "12:00")] }))).message).toContain(
      "_weekday_check",
    );
    const meeting = [shift(1, "09:00", "12:00"), shift(1, "12:00", "13:00")];
    expect((await save(kim, { hours: meeting })).hours).toEqual(meeting);
  });

  test("is read by a technician for himself only, and changed by the office only", async () => {
    const person = await acme.hire("technician");
    const me = await acme.hireResource("Me", { userId: person.id });
    const other = await acme.hireResource("Other");
    expect((await get(me, person)).follows_business_hours).toBe(true);
    expect((await refusal(get(other, person))).code).toBe("CO404");
    expect((await refusal(save(me, { hours: [shift(1, "09:00", "10:00")] }, null, person))).code).toBe(
      "42501",
    );
  });
});

test("saving names the visits ahead that it leaves outside, and not those that were outside before", async () => {
  const dana = await acme.hireResource("Dana");
  // 5 March 2030 is a Tuesday; New York is five hours behind UTC.
  const morning = await acme.plan({ ...between("14:00", "15:00"), assignments: [{ resource_id: dana }] });
  const late = await acme.plan({ ...between("20:00", "21:30"), assignments: [{ resource_id: dana }] });
  await acme.plan({ ...between("14:00", "15:00", 10), assignments: [{ resource_id: dana }] });
  const off = await acme.plan({ ...between("18:00", "19:00"), assignments: [{ resource_id: dana }] });
  await acme.step(off, "cancelled", { reason: "Off" });
  const shorter = await save(dana, { hours: [shift(2, "08:00", "16:00")] });
  expect(shorter.stranded).toEqual([
    { id: late.id, number: late.number, starts_at: "2030-03-05T20:00:00+00:00" },
  ]);
  const shorterStill = await save(dana, { hours: [shift(2, "12:00", "16:00")] });
  expect(shorterStill.stranded?.map((visit) => visit.id)).toEqual([morning.id]);
  expect((await save(dana, { follows_business_hours: true })).stranded).toEqual([]);
});
