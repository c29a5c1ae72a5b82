import type { Sql, TransactionSql } from "postgres";
import { createOrganization, createPerson, fillCustomers } from "./load-customers";

/** The largest company plans a hundred thousand visits with twenty technicians; small ones beside it plan a few. */
export type PlanningWorld = {
  organization: string;
  owner: string;
  technician: string;
  technicians: string[];
  serviceType: string;
  properties: string[];
  bookings: number;
};

const CUSTOMERS = 5_000;
const TECHNICIANS = 20;
const SMALL_ORGANIZATIONS = 20;

let loaded: Promise<PlanningWorld> | undefined;

/** Loads the world once for all benchmarks of a run. */
export function loadBookings(sql: Sql, count = 100_000): Promise<PlanningWorld> {
  loaded ??= load(sql, count);
  return loaded;
}

async function load(sql: Sql, count: number): Promise<PlanningWorld> {
  const owner = await createPerson(sql, "bench-planner@callout.test");
  const technician = await createPerson(sql, "bench-field@callout.test");
  const organization = await createOrganization(sql, owner, "bench-planning");
  await sql`
    insert into public.organization_members (org_id, user_id, role) values (${organization}, ${technician}, 'technician')`;
  await fillCustomers(sql, organization, CUSTOMERS, null);
  const serviceType = await fillPeople(sql, organization, TECHNICIANS, technician);
  await fillVisits(sql, organization, count);
  for (let index = 0; index < SMALL_ORGANIZATIONS; index += 1) {
    const small = await createOrganization(sql, owner, `bench-planning-${index}`);
    await fillCustomers(sql, small, 100, null);
    await fillPeople(sql, small, 3, null);
    await fillVisits(sql, small, 1_000);
  }
  await sql`vacuum (analyze)`;
  const rows = await sql<{ id: string }[]>`
    select id from public.bookable_resources where org_id = ${organization} order by name`;
  const places = await sql<{ id: string }[]>`
    select id from public.properties where org_id = ${organization} order by id limit 200`;
  return {
    organization,
    owner,
    technician,
    technicians: rows.map((row) => row.id),
    serviceType,
    properties: places.map((row) => row.id),
    bookings: count,
  };
}

/** Technicians with a skill that the service needs, and places spread over a city, so that ways differ. */
export async function fillPeople(
  sql: Sql,
  organization: string,
  count: number,
  first: string | null,
): Promise<string> {
  await sql`
    update public.properties set lat = 40.6 + random() * 0.2, lng = -74.05 + random() * 0.25
    where org_id = ${organization}`;
  await sql`delete from public.business_hours where org_id = ${organization}`;
  await sql`
    insert into public.business_hours (org_id, weekday, opens, closes)
    select ${organization}, weekday, '08:00', '17:00' from generate_series(1, 5) as weekday`;
  await sql`delete from public.business_closures where org_id = ${organization}`;
  await sql`
    insert into public.bookable_resources (org_id, kind, name, user_id, time_zone, home_lat, home_lng)
    select
      ${organization}, 'technician', 'Technician ' || lpad(n::text, 2, '0'), case when n = 1 then ${first}::uuid end,
      'America/New_York', 40.7, -73.95
    from generate_series(1, ${count}::int) as n`;
  await sql`insert into public.skills (org_id, name) values (${organization}, 'Bench skill')`;
  await sql`
    insert into public.resource_skills (org_id, resource_id, skill_id, expires_on)
    select r.org_id, r.id, s.id, '2100-01-01'
    from public.bookable_resources as r
    join public.skills as s on s.org_id = r.org_id and s.name = 'Bench skill'
    where r.org_id = ${organization}`;
  const [type] = await sql<{ id: string }[]>`
    insert into public.service_types (org_id, name, duration_min, currency, buffer_after_min)
    values (${organization}, 'Bench service', 60, 'USD', 15) returning id`;
  await sql`
    insert into public.service_type_skills (org_id, service_type_id, skill_id)
    select t.org_id, t.id, s.id
    from public.service_types as t
    join public.skills as s on s.org_id = t.org_id and s.name = 'Bench skill'
    where t.id = ${type?.id ?? ""}`;
  return type?.id ?? "";
}

/** Triggers are off while loading, so what they would write is written here. */
export async function fillVisits(sql: Sql, organization: string, count: number): Promise<void> {
  await sql.begin(async (transaction) => {
    await transaction`set local session_replication_role = replica`;
    const jobs = await fillJobs(transaction, organization, count / 2);
    await fillBookings(transaction, organization, count, jobs);
    await occupy(transaction, organization);
  });
}

/** Three of four of five possible visits a weekday: a calendar as full as real ones, with a fifth of it ahead. */
async function fillBookings(
  transaction: TransactionSql,
  organization: string,
  count: number,
  jobs: number,
): Promise<void> {
  await transaction`
    insert into public.bookings (
      org_id, number, job_id, status, starts_at, ends_at, window_starts_at, window_ends_at, promised_starts_at,
      promised_ends_at, buffer_after_min, assigned, outcome, actual_start, actual_end
    )
    with people as (
      select id, row_number() over (order by name) - 1 as n, count(*) over () as total
      from public.bookable_resources where org_id = ${organization}
    ),
    days as (
      select day::timestamp as day, row_number() over (order by day) - 1 as n
      from generate_series(current_date - ${count}::int / 80, current_date + ${count}::int / 300, interval '1 day') as day
      where extract(isodow from day) <= 5
    ),
    slots as (
      select p.id as person, (d.day + time '08:00' + k * interval '105 minutes') at time zone 'America/New_York' as start,
        row_number() over (order by abs(d.day::date - current_date), k, p.n) as n
      from people as p, days as d, generate_series(0, 4) as k
      where (p.n * 7 + d.n * 3 + k * 5) % 4 <> 0
    ),
    jobs as (
      select id, row_number() over (order by id) - 1 as n
      from public.jobs where org_id = ${organization} and status <> 'new'
    )
    select
      ${organization}, 'V-' || 1000000 + s.n, j.id, case when s.start < now() then 'closed' else 'scheduled' end,
      s.start, s.start + interval '1 hour', s.start, s.start + interval '2 hours', s.start, s.start + interval '2 hours',
      15, jsonb_build_array(jsonb_build_object('resource_id', s.person, 'role', 'lead', 'crew_id', null)),
      case when s.start < now() then 'done' end, case when s.start < now() then s.start end,
      case when s.start < now() then s.start + interval '1 hour' end
    from slots as s
    join jobs as j on j.n = s.n % ${jobs}::int
    where s.n <= ${count}::int
    order by s.start`;
}

export async function occupy(transaction: TransactionSql, organization: string): Promise<void> {
  await transaction`
    insert into public.booking_assignments (org_id, booking_id, resource_id, role)
    select b.org_id, b.id, (b.assigned -> 0 ->> 'resource_id')::uuid, 'lead'
    from public.bookings as b
    where b.org_id = ${organization}`;
  await transaction`
    insert into public.resource_occupancy (org_id, resource_id, period, kind, booking_id, assignment_id)
    select a.org_id, a.resource_id, tstzrange(b.starts_at, b.ends_at + interval '15 minutes'), 'assignment', b.id, a.id
    from public.booking_assignments as a
    join public.bookings as b on b.org_id = a.org_id and b.id = a.booking_id
    where a.org_id = ${organization}`;
}

/** Each hundredth job waits to be planned; answers how many do not. */
export async function fillJobs(
  transaction: TransactionSql,
  organization: string,
  count: number,
): Promise<number> {
  const places = await transaction`select from public.properties where org_id = ${organization}`;
  await transaction`
    insert into public.jobs (org_id, number, customer_id, property_id, service_type_id, title, priority, status)
    select
      ${organization}, 'J-' || 1000000 + n, p.customer_id, p.id, t.id,
      (array['Leak under the sink', 'Boiler out', 'No heat', 'Annual service', 'Thermostat'])[1 + n % 5] || ' ' || n,
      case when n % 50 = 0 then 'urgent' else 'normal' end, case when n % 100 = 0 then 'new' else 'completed' end
    from generate_series(1, ${count}::int) as n
    join (
      select id, customer_id, row_number() over (order by id) - 1 as place
      from public.properties where org_id = ${organization}
    ) as p on p.place = n % ${places.count}::int
    cross join (
      select id from public.service_types where org_id = ${organization} and name = 'Bench service'
    ) as t`;
  return count - Math.floor(count / 100);
}
