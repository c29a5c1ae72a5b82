import { afterAll, beforeAll, expect, test } from "vitest";
import { refusal } from "@/tests/support/database";
import type { TestUser } from "@/tests/support/database";
import { call } from "./company";
import type { Answer } from "./company";
import { between, openPlanning } from "./planning";
import type { Planning } from "./planning";

type Checked = { total: number; visits: { id: string; customer_name: string; time_zone: string }[] };

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

const check = async (payload: object, as = acme.owner): Promise<Checked> =>
  (await call<Answer<Checked>>(acme.sql, acme.at(as), "check_hours", { payload })).data;
const ids = ({ visits }: Checked) => visits.map(({ id }) => id);
const tuesday = (opens: string, closes: string) => ({ hours: [{ weekday: 2, opens, closes }] });

// 5 March 2030 is a Tuesday; New York is five hours behind UTC.
test("hours about to be saved name the visits they would leave outside, and change nothing", async () => {
  const [dana, leo] = [await acme.hireResource("Dana"), await acme.hireResource("Leo")];
  const morning = await acme.plan({ ...between("14:00", "15:00"), assignments: [{ resource_id: dana }] });
  const late = await acme.plan({ ...between("20:00", "21:30"), assignments: [{ resource_id: leo }] });
  const before = await call(acme.sql, acme.at(acme.owner), "get_business_hours", {});

  expect(await check(tuesday("08:00", "17:00"))).toEqual({ total: 0, visits: [] });
  expect(await check(tuesday("08:00", "16:00"))).toMatchObject({
    total: 1,
    visits: [{ id: late.id, customer_name: "Ana Ruiz", time_zone: "America/New_York" }],
  });
  expect(ids(await check(tuesday("12:00", "16:00")))).toEqual([morning.id, late.id]);
  expect(await call(acme.sql, acme.at(acme.owner), "get_business_hours", {})).toEqual(before);
  const [row] = await acme.sql`select count(*)::int as n from private.change_log
    where org_id = ${acme.orgId} and entity = 'hours'`;
  expect(row?.n).toBe(0);

  const own = { resource_id: leo, hours: [{ weekday: 2, starts: "08:00", ends: "16:00" }] };
  expect(ids(await check(own, dispatcher))).toEqual([late.id]);
  const week = await call(acme.sql, acme.at(dispatcher), "get_availability", { resource_id: leo });
  expect(week).toMatchObject({ follows_business_hours: true });
});

test("days about to be closed name their visits by the clock of the place with those of a whole day", async () => {
  const ines = await acme.hireResource("Ines");
  const night = await acme.plan({
    ...between("03:00", "04:00", 13),
    assignments: [{ resource_id: ines }],
    overlap_reason: "Night",
  });
  const some = await acme.plan({ is_flexible_day: true, flexible_on: "2030-03-12" });
  const closure = (starts_on: string, ends_on = starts_on) => ({ closure: { starts_on, ends_on } });
  expect(ids(await check(closure("2030-03-12"))).toSorted()).toEqual([night.id, some.id].toSorted());
  expect(await check(closure("2030-03-13"))).toMatchObject({ total: 0 });
  await acme.sql`insert into public.business_closures (org_id, name, starts_on, ends_on)
    values (${acme.orgId}, 'Closed', '2030-03-12', '2030-03-12')`;
  expect(await check(closure("2030-03-11", "2030-03-14"))).toMatchObject({ total: 0 });
});

test("who may not change hours is not told what changing them would do", async () => {
  expect((await refusal(check(tuesday("08:00", "16:00"), dispatcher))).code).toBe("42501");
  const nobody = { resource_id: acme.customerId, follows_business_hours: true };
  expect((await refusal(check(nobody))).code).toBe("CO404");
  const viewer = await acme.hire("viewer");
  const closure = { starts_on: "2030-03-05", ends_on: "2030-03-05" };
  expect((await refusal(check({ closure }, viewer))).code).toBe("42501");
});
