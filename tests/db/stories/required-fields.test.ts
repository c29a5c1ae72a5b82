import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ana, bookWhole, visitorOf } from "./booking-page";
import { call, createCustomer, createProperty } from "./company";
import type { Answer } from "./company";
import { complaints, define, write } from "./fields";
import { between, openPlanning } from "./planning";
import type { Planning, Visit } from "./planning";
import { foundScheduling } from "./scheduling";
import type { Scheduling } from "./scheduling";

let base: Planning;
let acme: Scheduling;
let ann: string;

beforeAll(async () => {
  base = await openPlanning();
});
beforeEach(async () => {
  acme = await foundScheduling(base);
  ann = await acme.hireResource("Ann");
  for (const entity of ["customer", "property", "job", "booking"])
    await define(acme, { entity, name: `Must of ${entity}`, is_required: true });
});
afterAll(() => base.database.close());

/** Values of the visit and of all it belongs to. */
async function valuesOf(number: string): Promise<unknown> {
  const [row] = await acme.sql`
    select c.custom_fields as customer, p.custom_fields as property, j.custom_fields as job, b.custom_fields as booking
    from public.bookings as b
    join public.jobs as j on j.id = b.job_id
    join public.customers as c on c.id = j.customer_id
    join public.properties as p on p.id = j.property_id
    where b.org_id = ${acme.orgId} and b.number = ${number}`;
  return row;
}
const NONE = { customer: {}, property: {}, job: {}, booking: {} };

type Request = { id: string; version: number; job: { id: string } };
const ask = async <T>(name: string, payload: Record<string, unknown>): Promise<T> =>
  (await call<Answer<T>>(acme.sql, acme.at(acme.owner), name, { payload })).data;
const request = (more: object = {}) =>
  ask<Request>("create_booking_request", {
    name: "Omar de la Cruz",
    phone: "+12025550143",
    address: { line1: "7 Birch Lane", city: "Troy", postcode: "12180" },
    description: "No hot water",
    ...more,
  });
const planned = async ({ id }: { id: string }) =>
  (await ask<{ request: Request }>("decide_booking_request", { id, decision: "plan" })).request.job.id;
const atTen = (job_id: string): Promise<Visit> =>
  acme.plan({ job_id, ...between("15:00", "16:00"), assignments: [{ resource_id: ann }] });

/** A refusal is what these stories are about: it fails them in their own words. */
async function expectDone<T>(work: Promise<T>): Promise<T> {
  await expect(work).resolves.toBeDefined();
  return work;
}

describe("what a company requires of every customer, place, job and visit holds up nobody who was not asked", () => {
  test("a request becomes a visit by one press", async () => {
    const { number } = await expectDone(atTen(await expectDone(planned(await request()))));
    expect(await valuesOf(number)).toEqual(NONE);
  });

  test("a job, and a visit that lost its time, get one from the backlog", async () => {
    const { id } = await acme.job();
    const visit = await expectDone(atTen(id));
    const waiting = await acme.change(visit, { starts_at: null, ends_at: null });
    expect(waiting.status).toBe("unscheduled");
    const moves = [{ id: visit.id, version: waiting.version, ...between("16:00", "17:00") }];
    await call(acme.sql, acme.at(acme.owner), "move_bookings", { payload: { moves } });
    expect((await acme.visit(visit.id)).status).toBe("scheduled");
    expect(await valuesOf(visit.number)).toEqual(NONE);
  });

  test("a visitor books a visit, who is known and who is not, and leaves a request that is planned", async () => {
    const visitor = visitorOf(acme);
    const [first, second] = (await visitor.times()).data;
    const booked = await expectDone(bookWhole(visitor, first?.starts_at ?? ""));
    expect(booked.state).toBe("booked");
    expect(await valuesOf(booked.number ?? "")).toEqual(NONE);

    const known = await createCustomer(acme, {
      last_name: "Ruiz",
      email: "known@visitors.test",
      phone: ana.phone,
    });
    await createProperty(acme, known.id, ana.address);
    const again = await bookWhole(visitorOf(acme), second?.starts_at ?? "", { email: "known@visitors.test" });
    expect(again.state).toBe("booked");
    expect(await valuesOf(again.number ?? "")).toEqual(NONE);

    await visitorOf(acme).request();
    const [left] = await acme.sql<{ id: string }[]>`
      select id from public.booking_requests where org_id = ${acme.orgId} and status = 'new'`;
    const visit = await acme.plan({ job_id: await planned({ id: left?.id ?? "" }) });
    expect(await valuesOf(visit.number)).toEqual(NONE);
  });

  test("and whoever fills in what is theirs later is asked for it then", async () => {
    const visit = await atTen(await planned(await request()));
    expect(await complaints(acme.change(visit, { custom_fields: { must_of_booking: " " } }))).toEqual([
      ["custom_fields.must_of_booking", "required"],
    ]);
    const told = await acme.change(visit, { custom_fields: { must_of_booking: "Ladder" } });
    const [row] = await acme.sql<{ id: string }[]>`
      select j.customer_id as id from public.jobs as j where j.id = ${told.job_id}`;
    const customer = row?.id ?? "";
    expect(await complaints(write(acme, customer, { must_of_customer: null }))).toEqual([
      ["custom_fields.must_of_customer", "required"],
    ]);
    await write(acme, customer, { must_of_customer: "Gas" });
    expect(await valuesOf(visit.number)).toEqual({
      ...NONE,
      customer: { must_of_customer: "Gas" },
      booking: { must_of_booking: "Ladder" },
    });
  });
});
