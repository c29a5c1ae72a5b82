import { randomUUID } from "node:crypto";
import { call, expectStatus, type Answer, type Row } from "./call";
import { database } from "./installation";
import type { Company, Person } from "./people";

/** What a visit needs: a customer with a place, a kind of work, a job, and people who can go. */
export type Ground = {
  customerId: string;
  propertyId: string;
  serviceTypeId: string;
  jobId: string;
  /** The first is the company's technician, who can sign in. */
  resourceIds: string[];
};

/** Monday to Sunday around the clock, so that a test runs at any hour and on any day. */
async function openAlways(orgId: string): Promise<void> {
  const sql = database();
  await sql`delete from public.business_hours where org_id = ${orgId}`;
  await sql`
    insert into public.business_hours (org_id, weekday, opens, closes)
    select ${orgId}, day, '00:00', '24:00' from generate_series(1, 7) as day`;
  await sql`delete from public.business_closures where org_id = ${orgId}`;
}

async function addResource(company: Company, name: string, userId: string | null): Promise<string> {
  const [row] = await database()<{ id: string }[]>`
    insert into public.bookable_resources (org_id, kind, name, user_id, time_zone)
    values (${company.id}, 'technician', ${name}, ${userId}, 'America/New_York') returning id`;
  if (!row) throw new Error("The resource was not made.");
  return row.id;
}

export async function createGround(company: Company, resources = 3): Promise<Ground> {
  await openAlways(company.id);
  const as = company.people.dispatcher;
  const customer = await make("/customers", as, {
    kind: "person",
    last_name: "Ground",
    phone: "+12025550143",
  });
  const property = await make("/properties", as, {
    customer_id: customer.id,
    address: { line1: "12 Elm St", city: "Albany", postcode: "12207", country: "US" },
    lat: 42.65,
    lng: -73.75,
  });
  const [type] = await database()<{ id: string }[]>`
    insert into public.service_types (org_id, name, duration_min, currency)
    values (${company.id}, ${`Repair ${randomUUID().slice(0, 8)}`}, 60, 'USD') returning id`;
  const resourceIds: string[] = [];
  for (let n = 0; n < resources; n += 1) {
    const userId = n === 0 ? company.people.technician.id : null;
    resourceIds.push(await addResource(company, `${company.word} person ${n + 1}`, userId));
  }
  const ground = {
    customerId: customer.id,
    propertyId: property.id,
    serviceTypeId: type?.id ?? "",
    resourceIds,
    jobId: "",
  };
  ground.jobId = (await createJob(company, ground)).id;
  return ground;
}

export const jobBody = (ground: Omit<Ground, "jobId">) => ({
  customer_id: ground.customerId,
  property_id: ground.propertyId,
  service_type_id: ground.serviceTypeId,
  title: "No heat",
});

export async function createJob(company: Company, ground: Omit<Ground, "jobId">): Promise<Row> {
  return make("/jobs", company.people.dispatcher, jobBody(ground));
}

async function make(path: string, as: Person, body: unknown): Promise<Row> {
  const made = await call("POST", path, { as, body });
  expectStatus(made, 201);
  return made.row;
}

const HOUR_MS = 3_600_000;
/** A full hour some days ahead: far enough that nothing of it is late or past while a test runs. */
const BASE = Math.ceil(Date.now() / HOUR_MS) * HOUR_MS + 72 * HOUR_MS;

/** "in the nth hour", as RFC 3339; `minutes` fine-tunes. */
export const at = (hour: number, minutes = 0): string =>
  new Date(BASE + hour * HOUR_MS + minutes * 60_000).toISOString();

export const during = (hour: number, hours = 1) => ({ starts_at: at(hour), ends_at: at(hour + hours) });

export const by = (...resourceIds: (string | undefined)[]) => ({
  assignments: resourceIds.map((resource_id, index) => ({
    resource_id,
    role: index === 0 ? "lead" : "helper",
  })),
});

export function plan(as: Person, body: unknown, key?: string): Promise<Answer> {
  return call("POST", "/bookings", { as, body, ...(key ? { key } : {}) });
}

export async function planned(as: Person, body: unknown): Promise<Row> {
  return make("/bookings", as, body);
}

/** One step; answers as the server did. */
export function step(as: Person, { id, version }: Row, body: Record<string, unknown>): Promise<Answer> {
  return call("POST", `/bookings/${id}/transitions`, { as, version, body });
}

/** Several steps that must succeed; answers the visit after the last. */
export async function walk(as: Person, visit: Row, ...steps: Record<string, unknown>[]): Promise<Row> {
  let current = visit;
  for (const each of steps) {
    const answer = await step(as, current, each);
    expectStatus(answer, 200);
    current = answer.row;
  }
  return current;
}

/** Pairs of the company's occupancy that overlap without a deliberate one among them: counted row by row. */
export async function overlapsOf(orgId: string): Promise<number> {
  const [row] = await database()<{ count: number }[]>`
    select count(*)::integer as count
    from public.bookings as one
    join public.booking_assignments as a on a.org_id = one.org_id and a.booking_id = one.id
    join public.booking_assignments as b on b.org_id = a.org_id and b.resource_id = a.resource_id and b.booking_id > a.booking_id
    join public.bookings as other on other.org_id = b.org_id and other.id = b.booking_id
    where one.org_id = ${orgId}
      and one.status not in ('unscheduled', 'cancelled', 'no_show')
      and other.status not in ('unscheduled', 'cancelled', 'no_show')
      and one.overlap_reason is null and other.overlap_reason is null
      and one.starts_at - make_interval(mins => one.buffer_before_min)
        < other.ends_at + make_interval(mins => other.buffer_after_min)
      and other.starts_at - make_interval(mins => other.buffer_before_min)
        < one.ends_at + make_interval(mins => one.buffer_after_min)`;
  return row?.count ?? -1;
}
