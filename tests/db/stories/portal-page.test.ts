import { afterAll, beforeAll, expect, test } from "vitest";
import { call } from "./company";
import { between, openPlanning } from "./planning";
import type { Planning, Visit } from "./planning";
import { bookedVisit, openLink } from "./portal";
import type { Customer } from "./portal";
import { foundScheduling } from "./scheduling";
import type { Scheduling } from "./scheduling";

let base: Planning;
let shop: Scheduling;
let sam: string;
let visit: Visit;
let customer: Customer;

beforeAll(async () => {
  base = await openPlanning();
  shop = await foundScheduling(base);
  sam = await shop.hireResource("Sam Porter");
  visit = await bookedVisit(shop, sam);
  customer = await openLink(shop, visit);
});
afterAll(() => base.database.close());

test("the visit in his words, and nothing the office says among itself", async () => {
  await shop.change(visit, { instructions: "Dog bites. Customer owes us money." });
  await call(shop.sql, shop.at(shop.owner), "create_activity", {
    payload: { kind: "note", body: "Difficult person", booking_id: visit.id },
  });
  const state = await customer.state();
  expect(state.visit).toMatchObject({
    number: visit.number,
    service: "An hour",
    step: "booked",
    over: null,
    time_zone: "America/New_York",
    site: "12 Oak Street, 12207 Albany",
    confirmed_at: null,
    people: [{ first_name: "Sam", photo_file_id: null, vehicle: null }],
    changed: null,
    eta: null,
    late: null,
  });
  expect(state.visit.window).toEqual({
    starts_at: "2030-03-05T14:00:00+00:00",
    ends_at: "2030-03-05T16:00:00+00:00",
  });
  expect(JSON.stringify(state)).not.toMatch(/Dog bites|Difficult|Porter|Ruiz/);
  expect(state.may).toMatchObject({ confirm: true, message: true, feedback: false, files: false });
  expect(state.may.cancel).toEqual({ allowed: true, reason: null, until: "2030-03-04T14:00:00+00:00" });
});

test("a move shows what was said before, and the version tells that the page is old", async () => {
  const before = await customer.state();
  expect((await customer.state()).version).toBe(before.version);
  await shop.change(await shop.visit(visit.id), between("15:00", "16:00"));
  const after = await customer.state();
  expect(after.version).not.toBe(before.version);
  expect(after.visit.changed?.was).toEqual(before.visit.window);
});

test("why it was moved, where somebody wrote it for him; the next move forgets it", async () => {
  const moved = await shop.change(await shop.visit(visit.id), {
    ...between("15:30", "16:30"),
    told_reason: "  Sam is ill. ",
  });
  expect((await customer.state()).visit.changed?.reason).toBe("Sam is ill.");
  // Who goes, and what is said inside, is no other reason.
  const same = await shop.change(moved, { instructions: "Ring twice" });
  expect((await customer.state()).visit.changed?.reason).toBe("Sam is ill.");
  await shop.change(same, between("15:00", "16:00"));
  expect((await customer.state()).visit.changed?.reason).toBeNull();
});

test("what he should have ready is the service's, until somebody is there", async () => {
  await shop.sql`
    update public.service_types set customer_instructions = 'Clear the way to the boiler.'
    where id = ${shop.serviceTypeId}`;
  expect((await customer.state()).visit.instructions_for_customer).toBe("Clear the way to the boiler.");
});

test("each state of the visit is one of five steps", async () => {
  const steps = async () => {
    const { visit: seen } = await customer.state();
    return [seen.step, seen.over, seen.steps.filter(({ at }) => at !== null).length];
  };
  let now = await shop.visit(visit.id);
  const walk = async (to: string, more = {}) => (now = await shop.step(now, to, more));
  expect(await steps()).toEqual(["booked", null, 2]);
  await walk("dispatched");
  expect(await steps()).toEqual(["booked", null, 2]);
  await walk("en_route");
  expect(await steps()).toEqual(["on_the_way", null, 3]);
  await walk("paused", { reason: "Parts" });
  expect(await steps()).toEqual(["on_the_way", null, 3]);
  await walk("en_route");
  await walk("on_site");
  expect(await steps()).toEqual(["here", null, 4]);
  expect((await customer.state()).visit.instructions_for_customer).toBeNull();
  await walk("paused", { reason: "Lunch" });
  expect(await steps()).toEqual(["here", null, 4]);
  await walk("on_site");
  await walk("completed", { outcome: "incomplete", outcome_reason: "Pump missing" });
  expect(await steps()).toEqual(["done", "incomplete", 5]);
  expect(JSON.stringify(await customer.state())).not.toContain("Pump missing");
  expect((await customer.state()).may).toMatchObject({ feedback: true, files: true, confirm: false });
});

test("who is on the way is expected after the way, give or take", async () => {
  const place = await shop.placeAt(40.1, -74);
  await shop.sql`update public.bookable_resources set home_lat = 40, home_lng = -74 where id = ${sam}`;
  const job = await shop.job({ property_id: place, service_type_id: shop.serviceTypeId });
  const booked = await shop.plan({
    job_id: job.id,
    ...between("16:00", "17:00", 6),
    assignments: [{ resource_id: sam }],
  });
  const who = await openLink(shop, booked);
  expect((await who.state()).visit.eta).toBeNull();
  const leftAt = Date.now();
  await shop.step(booked, "en_route");
  const askedAt = Date.now();
  const { eta } = (await who.state()).visit;
  const toldAt = Date.now();
  const minutesFrom = (at: number, text?: string) => (Date.parse(String(text)) - at) / 60_000;
  // 11.12 km by the straight line, 1.3 times that by road, 30 km/h: 29 minutes, give or take 7.
  expect(minutesFrom(toldAt, eta?.starts_at)).toBeGreaterThanOrEqual(16);
  expect(minutesFrom(askedAt, eta?.starts_at)).toBeLessThanOrEqual(22);
  // To the clock's next five minutes, of which a second may have begun.
  expect(minutesFrom(leftAt, eta?.ends_at)).toBeGreaterThan(36 - 1 / 60);
  expect(minutesFrom(toldAt, eta?.ends_at)).toBeLessThanOrEqual(41);
});
