import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { refusal } from "@/tests/support/database";
import { call } from "./company";
import { at, between, openPlanning } from "./planning";
import type { Planning } from "./planning";
import { foundScheduling, limitOf, startsOf } from "./scheduling";
import type { Scheduling } from "./scheduling";

const allDay = ["14:00", "14:15", "14:30", "14:45", "15:00", "15:15", "15:30", "15:45", "16:00"];

let base: Planning;
let acme: Scheduling;
let ann: string;

beforeAll(async () => {
  base = await openPlanning();
});
beforeEach(async () => {
  acme = await foundScheduling(base);
  ann = await acme.hireResource("Ann");
});
afterAll(() => base.database.close());

const visit = (more: Record<string, unknown> = {}, resource = ann) =>
  acme.plan({ ...between("15:00", "15:30"), assignments: [{ resource_id: resource }], ...more });

describe("a free time", () => {
  test("begins on every quarter of an hour that lets the visit end within hours", async () => {
    const answer = await acme.slots();
    expect(startsOf(answer, ann)).toEqual(allDay);
    expect(answer.data[0]).toMatchObject({
      ends_at: "2030-03-05T15:00:00+00:00",
      resource_ids: [ann],
      arrival_window: { starts_at: "2030-03-05T14:00:00+00:00", ends_at: "2030-03-05T16:00:00+00:00" },
      reasons: [{ code: "earliest" }],
    });
    expect(answer.limits).toEqual([]);
  });

  test("follows the step, the window and the length that are asked for", async () => {
    await acme.setting("slot_step_min", 60);
    await acme.setting("arrival_window_min", 0);
    const answer = await acme.slots({ duration_min: 90 });
    expect(startsOf(answer, ann)).toEqual(["14:00", "15:00"]);
    expect(answer.data[0]?.arrival_window).toBeNull();
  });

  test("leaves out visits, and keeps the new visit's buffers from them", async () => {
    await visit();
    expect(startsOf(await acme.slots(), ann)).toEqual(["14:00", "15:30", "15:45", "16:00"]);
    await acme.sql`update public.service_types set buffer_before_min = 15, buffer_after_min = 15 where id = ${acme.serviceTypeId}`;
    expect(startsOf(await acme.slots(), ann)).toEqual(["15:45", "16:00"]);
  });

  test("leaves out the buffers of the visits that are there", async () => {
    const job = await acme.job({ service_type_id: acme.serviceTypeId });
    await acme.sql`update public.service_types set buffer_after_min = 20 where id = ${acme.serviceTypeId}`;
    await visit({ job_id: job.id, ...between("14:00", "15:00") });
    await acme.sql`update public.service_types set buffer_after_min = 0 where id = ${acme.serviceTypeId}`;
    expect(startsOf(await acme.slots(), ann)).toEqual(["15:30", "15:45", "16:00"]);
  });

  test("leaves out a visit that stands on another on purpose", async () => {
    await visit(between("14:00", "14:30"));
    await visit({ ...between("14:15", "15:30"), overlap_reason: "two for one" });
    expect(startsOf(await acme.slots(), ann)).toEqual(["15:30", "15:45", "16:00"]);
  });

  test("comes back with a visit that is called off, and is free for the visit that is moved", async () => {
    const planned = await visit();
    expect(startsOf(await acme.slots({ booking_id: planned.id, duration_min: 60 }), ann)).toEqual(allDay);
    await acme.step(planned, "cancelled", { reason: "ill" });
    expect(startsOf(await acme.slots(), ann)).toEqual(allDay);
  });

  test("is never in the past", async () => {
    const yesterday = new Date(Date.now() - 86_400_000).toISOString();
    const now = new Date(Date.now() - 1000).toISOString();
    expect((await acme.slots({ from: yesterday, to: now })).data).toEqual([]);
  });

  test("is of one's own company: another's resource, place or type is unknown", async () => {
    const other = await foundScheduling(base);
    const stranger = await other.hireResource("Stranger");
    await other.plan({ ...between("15:00", "15:30"), assignments: [{ resource_id: stranger }] });
    expect(startsOf(await acme.slots(), stranger)).toEqual([]);
    expect(await refusal(acme.slots({ resource_id: stranger }))).toMatchObject({
      code: "CO422",
      hint: "resource_id",
    });
    expect(await refusal(acme.slots({ property_id: other.propertyId }))).toMatchObject({ code: "CO422" });
    expect(await refusal(acme.slots({ service_type_id: other.serviceTypeId }))).toMatchObject({
      code: "CO422",
    });
  });

  test("is searched for at most 31 days, and only by who may", async () => {
    expect(await refusal(acme.slots({ to: "2030-04-06T05:00:00Z" }))).toMatchObject({ code: "CO422" });
    expect(await refusal(acme.slots({}, await acme.hire("technician")))).toMatchObject({
      code: "42501",
      hint: "slots:read",
    });
  });
});

describe("a held time", () => {
  const held = (as: Planning["owner"], resource = ann) =>
    call<{ data: { id: string } }>(acme.sql, acme.at(as), "create_hold", {
      payload: { resource_ids: [resource], ...between("14:00", "16:00") },
    });

  test("is not free for others, is free for who holds it, and for all when it ran out", async () => {
    const colleague = await acme.hire("dispatcher");
    const { data } = await held(colleague);
    expect(startsOf(await acme.slots(), ann)).toEqual(["16:00"]);
    expect(startsOf(await acme.slots({}, colleague), ann)).toEqual(allDay);
    await acme.sql`update public.booking_holds set expires_at = now() - interval '1 s' where id = ${data.id}`;
    await acme.sql`update public.resource_occupancy set expires_at = now() - interval '1 s' where hold_id = ${data.id}`;
    expect(startsOf(await acme.slots(), ann)).toEqual(allDay);
  });
});

describe("the way", () => {
  test("from the visit before and to the one after is kept free", async () => {
    // 0.05 degrees of latitude are 5.56 km, by road 7.23 km, at 30 km/h 14.5 minutes.
    const [here, there] = [await acme.placeAt(40.7, -73.9), await acme.placeAt(40.75, -73.9)];
    const job = await acme.job({ property_id: there });
    await visit({ job_id: job.id });
    const answer = await acme.slots({ property_id: here, duration_min: 30 });
    expect(startsOf(answer, ann)).toEqual(["14:00", "14:15", "15:45", "16:00", "16:15", "16:30"]);
    expect(answer.data.find((slot) => slot.starts_at.includes("T15:45"))).toMatchObject({
      travel_min: 15,
      reasons: [{ code: "near", detail: 15 }],
    });
  });

  test("is none at the same place, and unknown without a position", async () => {
    const here = await acme.placeAt(40.7, -73.9);
    await visit({ job_id: (await acme.job({ property_id: here })).id });
    const answer = await acme.slots({ property_id: here });
    expect(startsOf(answer, ann)).toEqual(["14:00", "15:30", "15:45", "16:00"]);
    expect(answer.data[0]?.reasons).toContainEqual({ code: "no_travel" });
    expect((await acme.slots()).data[0]?.travel_min).toBeNull();
  });

  test("counts from the nearest visit only: a far one before it was left already", async () => {
    const [here, near, far] = [
      await acme.placeAt(40.7, -73.9),
      await acme.placeAt(40.701, -73.9),
      await acme.placeAt(41.7, -73.9),
    ];
    await visit({ ...between("14:00", "14:30"), job_id: (await acme.job({ property_id: far })).id });
    await visit({ ...between("14:30", "15:00"), job_id: (await acme.job({ property_id: near })).id });
    expect(startsOf(await acme.slots({ property_id: here }), ann)).toEqual([
      "15:15",
      "15:30",
      "15:45",
      "16:00",
    ]);
  });
});

describe("the best time", () => {
  test("is with who knows the place, then with who knows the customer", async () => {
    const [ben, cay] = [await acme.hireResource("Ben"), await acme.hireResource("Cay")];
    const elsewhere = await acme.placeAt(40.7, -73.9);
    const finish = async (resource: string, property_id: string) => {
      const job = await acme.job({ property_id });
      const planned = await visit({ job_id: job.id, ...between("12:00", "13:00", 12) }, resource);
      const there = await acme.step(planned, "on_site");
      await acme.step(there, "completed", { outcome: "done" });
    };
    await finish(cay, acme.propertyId);
    await finish(ben, elsewhere);
    const { data } = await acme.slots();
    expect(data.slice(0, 3).map((slot) => slot.resource_ids[0])).toEqual([cay, ben, ann]);
    expect(data[0]?.reasons).toContainEqual({ code: "same_technician", detail: "place" });
    expect(data[1]?.reasons).toContainEqual({ code: "same_technician", detail: "customer" });
  });

  test("of each resource and day comes before the second best of any", async () => {
    const ben = await acme.hireResource("Ben");
    const { data } = await acme.slots({ to: "2030-03-07T05:00:00Z", limit: 4 });
    expect(
      data.map((slot) => `${slot.resource_ids[0] === ann ? "Ann" : "Ben"} ${slot.starts_at.slice(8, 16)}`),
    ).toEqual(expect.arrayContaining(["Ann 05T14:00", "Ben 05T14:00", "Ann 06T14:00", "Ben 06T14:00"]));
    expect(data).toHaveLength(4);
    expect(ben).not.toBe(ann);
  });

  test("is within the zone of who goes, and says so", async () => {
    const [zone] = await acme.sql<{ id: string }[]>`
      insert into public.service_zones (org_id, name, postcodes) values (${acme.orgId}, 'North', '{12207}') returning id`;
    const ben = await acme.hireResource("Ben");
    await acme.sql`insert into public.resource_zones (org_id, resource_id, zone_id) values (${acme.orgId}, ${ben}, ${zone?.id ?? ""})`;
    const { data } = await acme.slots();
    expect(data[0]).toMatchObject({ resource_ids: [ben], reasons: [{ code: "earliest" }, { code: "zone" }] });
    expect(at("14:00")).toBe("2030-03-05T14:00:00Z");
  });
});

describe("an empty answer says which limit bit", () => {
  test("hours, a closed day, and when it is over", async () => {
    const sunday = { from: "2030-03-10T05:00:00Z", to: "2030-03-11T04:00:00Z" };
    expect((await acme.slots(sunday)).limits).toEqual([{ resource_id: ann, code: "hours" }]);
    expect(limitOf(await acme.slots({ duration_min: 181 }), ann)).toBe("hours");
    await acme.sql`
      insert into public.business_closures (org_id, name, starts_on, ends_on)
      values (${acme.orgId}, 'Inventory', '2030-03-04', '2030-03-06')`;
    expect((await acme.slots()).limits).toEqual([
      { resource_id: ann, code: "closure", until: "2030-03-07T05:00:00+00:00" },
    ]);
  });

  test("time off until it ends, and visits", async () => {
    const off = { resource_id: ann, kind: "vacation", starts_at: at("14:00"), ends_at: at("20:00", 7) };
    await call(acme.sql, acme.at(acme.owner), "create_time_off", { payload: off });
    expect(await acme.slots()).toEqual({
      data: [],
      limits: [{ resource_id: ann, code: "time_off", until: "2030-03-07T20:00:00+00:00" }],
    });
    const ben = await acme.hireResource("Ben");
    await visit(between("14:00", "16:30"), ben);
    expect(limitOf(await acme.slots(), ben)).toBe("occupied");
  });

  test("skills: one that is missing, and one that is valid to the last day of its certificate", async () => {
    const [skill] = await acme.sql<{ id: string }[]>`
      insert into public.skills (org_id, name) values (${acme.orgId}, 'Gas') returning id`;
    await acme.sql`
      insert into public.service_type_skills (org_id, service_type_id, skill_id)
      values (${acme.orgId}, ${acme.serviceTypeId}, ${skill?.id ?? ""})`;
    expect(await acme.slots()).toMatchObject({ data: [], limits: [{ resource_id: ann, code: "skill" }] });
    await acme.sql`
      insert into public.resource_skills (org_id, resource_id, skill_id, expires_on)
      values (${acme.orgId}, ${ann}, ${skill?.id ?? ""}, '2030-03-05')`;
    const answer = await acme.slots({ to: "2030-03-07T05:00:00Z" });
    expect(answer.data.map((slot) => slot.starts_at.slice(8, 10))).toEqual(Array(9).fill("05"));
    expect(answer.data[0]?.reasons).toContainEqual({ code: "skill" });
    const later = { from: "2030-03-06T05:00:00Z", to: "2030-03-07T05:00:00Z" };
    expect(limitOf(await acme.slots(later), ann)).toBe("skill_expired");
  });

  test("a zone the place is not in; a place nobody knows is in nobody's way", async () => {
    const [zone] = await acme.sql<{ id: string }[]>`
      insert into public.service_zones (org_id, name, postcodes) values (${acme.orgId}, 'South', '{99999}') returning id`;
    await acme.sql`insert into public.resource_zones (org_id, resource_id, zone_id) values (${acme.orgId}, ${ann}, ${zone?.id ?? ""})`;
    expect(await acme.slots()).toMatchObject({ data: [], limits: [{ resource_id: ann, code: "zone" }] });
    await acme.sql`update public.properties set postcode = null where id = ${acme.propertyId}`;
    expect(startsOf(await acme.slots(), ann)).toEqual(allDay);
  });

  test("the daily limit, of which a part is kept for urgent work", async () => {
    await visit(between("14:00", "15:00"));
    await acme.setting("daily_limit", { max_minutes: 120, max_visits: 5, urgent_reserve_min: 30 });
    expect(limitOf(await acme.slots(), ann)).toBe("daily_limit");
    expect(startsOf(await acme.slots({ duration_min: 30 }), ann)).toHaveLength(7);
    expect(startsOf(await acme.slots({ priority: "urgent" }), ann)).toEqual([
      "15:00",
      "15:15",
      "15:30",
      "15:45",
      "16:00",
    ]);
    await acme.sql`insert into public.daily_limits (org_id, resource_id, max_visits) values (${acme.orgId}, ${ann}, 1)`;
    expect(limitOf(await acme.slots({ priority: "urgent" }), ann)).toBe("daily_limit");
    const next = { from: "2030-03-06T05:00:00Z", to: "2030-03-07T05:00:00Z" };
    expect(startsOf(await acme.slots(next), ann)).toEqual(allDay);
  });

  test("who is not active any more, when asked for by name", async () => {
    await acme.sql`update public.bookable_resources set is_active = false where id = ${ann}`;
    expect((await acme.slots()).limits).toEqual([]);
    expect(await acme.slots({ resource_id: ann })).toEqual({
      data: [],
      limits: [{ resource_id: ann, code: "inactive" }],
    });
  });
});

describe("a night from 0 to 6 on the day the clocks change", () => {
  test.each([
    ["America/New_York", "2030-03-10", ["05", "06", "07", "08", "09"]],
    ["America/New_York", "2030-11-03", ["04", "05", "06", "07", "08", "09", "10"]],
    ["Europe/Berlin", "2030-03-31", ["23", "00", "01", "02", "03"]],
    ["Europe/Berlin", "2030-10-27", ["22", "23", "00", "01", "02", "03", "04"]],
    ["Australia/Sydney", "2030-04-07", ["13", "14", "15", "16", "17", "18", "19"]],
    ["Australia/Sydney", "2030-10-06", ["14", "15", "16", "17", "18"]],
  ])("in %s, %s, has these hours UTC", async (zone, day, hours) => {
    await acme.setting("slot_step_min", 60);
    await acme.sql`update public.bookable_resources set time_zone = ${zone} where id = ${ann}`;
    await acme.sql`update public.properties set time_zone = ${zone} where id = ${acme.propertyId}`;
    await acme.sql`
      insert into public.resource_availability (org_id, resource_id, weekday, starts, ends)
      values (${acme.orgId}, ${ann}, 7, '00:00', '06:00')`;
    const from = new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString();
    const answer = await acme.slots({ from, to: `${day}T23:00:00Z` });
    const found = answer.data.map((slot) => slot.starts_at).toSorted();
    expect(found.map((start) => start.slice(11, 13))).toEqual(hours);
    expect(found.every((start) => start.slice(14, 16) === "00")).toBe(true);
  });
});
