import { afterAll, beforeAll, expect, test } from "vitest";
import { asIdentity, refusal } from "@/tests/support/database";
import type { TestUser } from "@/tests/support/database";
import { call, createCustomer, createProperty } from "./company";
import { between, openPlanning } from "./planning";
import type { Planning, Visit } from "./planning";

let acme: Planning;
let tech: TestUser;
let tina: string;
beforeAll(async () => {
  acme = await openPlanning();
  tech = await acme.hire("technician");
  tina = await acme.hireResource("Tina", { userId: tech.id });
});
afterAll(() => acme.database.close());

type Place = { visit: Visit; customerId: string; propertyId: string; otherPropertyId: string };

/** A customer with two houses, and a visit to the first. */
async function visitTo(name: string, resource: string, hour: number): Promise<Place> {
  const customer = await createCustomer(acme, { first_name: name });
  const property = await createProperty(acme, customer.id);
  const other = await createProperty(acme, customer.id, { line1: "99 Elm Street" });
  await call(acme.sql, acme.at(acme.owner), "create_contact", {
    payload: { customer_id: customer.id, name: `${name}'s neighbour` },
  });
  const job = await acme.job({ customer_id: customer.id, property_id: property.id });
  const visit = await acme.plan({
    job_id: job.id,
    ...between(`${hour}:00`, `${hour}:30`),
    assignments: [{ resource_id: resource }],
  });
  return { visit, customerId: customer.id, propertyId: property.id, otherPropertyId: other.id };
}

/** What the person sees of a place by plain selects. */
async function seen(person: TestUser, place: Place): Promise<Record<string, number>> {
  return asIdentity(acme.sql, acme.at(person), async (tx) => {
    const [row] = await tx<Record<string, number>[]>`select
      (select count(*)::int from public.bookings where id = ${place.visit.id}) as visits,
      (select count(*)::int from public.booking_assignments where booking_id = ${place.visit.id}) as people,
      (select count(*)::int from public.booking_status_history where booking_id = ${place.visit.id}) as steps,
      (select count(*)::int from public.jobs where id = ${place.visit.job_id}) as jobs,
      (select count(*)::int from public.customers where id = ${place.customerId}) as customers,
      (select count(*)::int from public.customer_contacts where customer_id = ${place.customerId}) as contacts,
      (select count(*)::int from public.properties where id = ${place.propertyId}) as places,
      (select count(*)::int from public.properties where id = ${place.otherPropertyId}) as other_places`;
    return row ?? {};
  });
}

const everything = { visits: 1, jobs: 1, customers: 1, contacts: 1, places: 1, steps: 1 };
const nothing = {
  visits: 0,
  people: 0,
  steps: 0,
  jobs: 0,
  customers: 0,
  contacts: 0,
  places: 0,
  other_places: 0,
};

test("a technician sees his visits with job, customer and place, no other house and nobody else's", async () => {
  const ben = await acme.hireResource("Ben");
  const mine = await visitTo("Mine", tina, 9);
  const his = await visitTo("His", ben, 9);
  expect(await seen(tech, mine)).toEqual({ ...everything, people: 1, other_places: 0 });
  expect(await seen(tech, his)).toEqual(nothing);
  expect(await seen(acme.owner, his)).toEqual({ ...everything, people: 1, other_places: 1 });
  const stranger = await acme.hire("technician");
  expect(await seen(stranger, mine)).toEqual(nothing);
});

test("it ends when he is taken off the visit, and not when the visit is cancelled", async () => {
  const place = await visitTo("Off", tina, 10);
  const cancelled = await visitTo("Cancelled", tina, 11);
  await acme.change(place.visit, { assignments: [] });
  await acme.step(cancelled.visit, "cancelled", { reason: "storm" });
  expect(await seen(tech, place)).toEqual(nothing);
  expect(await seen(tech, cancelled)).toMatchObject({ visits: 1, jobs: 1, customers: 1 });
});

test("it reaches back as many days as the company says, ninety when it says nothing", async () => {
  const place = await visitTo("Long ago", tina, 12);
  const endedDaysAgo = (days: number) => acme.sql`
    update public.bookings set starts_at = now() - ${days + 1} * interval '1 day',
      ends_at = now() - ${days} * interval '1 day' where id = ${place.visit.id}`;
  await endedDaysAgo(89);
  expect(await seen(tech, place)).toMatchObject({ visits: 1, customers: 1 });
  await endedDaysAgo(91);
  expect(await seen(tech, place)).toEqual(nothing);
  await acme.sql`insert into public.system_settings (org_id, category, name, value)
    values (${acme.orgId}, 'scheduling', 'own_reach_days', '120')`;
  expect(await seen(tech, place)).toMatchObject({ visits: 1, customers: 1 });
});

test("it is his own person's: a resource that is archived or somebody else's opens nothing", async () => {
  const place = await visitTo("Archived", tina, 13);
  expect(await seen(tech, place)).toMatchObject({ visits: 1 });
  await acme.sql`update public.bookable_resources set deleted_at = now() where id = ${tina}`;
  expect(await seen(tech, place)).toEqual(nothing);
  await acme.sql`update public.bookable_resources set deleted_at = null where id = ${tina}`;
});

test("seeing is not planning: he makes, moves, gives and holds nothing", async () => {
  const place = await visitTo("Hands off", tina, 14);
  const { visit } = place;
  const by = (name: string, args: Record<string, unknown>) => call(acme.sql, acme.at(tech), name, args);
  const attempts = [
    acme.plan({ job_id: visit.job_id }, tech),
    acme.change(visit, { instructions: "mine" }, tech),
    by("move_bookings", { payload: { moves: [{ id: visit.id }] } }),
    by("cancel_bookings", { payload: { bookings: [{ id: visit.id }], reason: "no" } }),
    by("check_booking", { payload: { id: visit.id, ...between("14:00", "15:00") } }),
    by("create_hold", { payload: { resource_ids: [tina], ...between("18:00", "19:00") } }),
    by("create_job", {
      payload: { customer_id: place.customerId, property_id: place.propertyId, title: "More" },
    }),
    by("update_job", { id: visit.job_id, expected_version: null, changes: { title: "Mine" } }),
    by("transition_job", { payload: { id: visit.job_id, to: "cancelled", reason: "no" } }),
    by("delete_job", { id: visit.job_id, expected_version: null }),
  ];
  const codes = await Promise.all(attempts.map(async (attempt) => (await refusal(attempt)).code));
  expect(new Set(codes)).toEqual(new Set(["42501"]));
});
