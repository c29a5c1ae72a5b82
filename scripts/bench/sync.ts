import { randomUUID } from "node:crypto";
import type { ReservedSql, Sql } from "postgres";
import { loadBookings } from "./load-bookings";
import type { PlanningWorld } from "./load-bookings";
import { percentile } from "./measure";
import type { Figure } from "./measure";
import { report } from "./report";

const VISITS = 70;
const OPERATIONS = 500;
const BATCH = 100;
const TURNS = 60;
const FILL_MOST_MS = 40;
const POLL_MOST_MS = 15;
const OPERATION_MOST_MS = 8;

/** What a phone asks: its first fill with two weeks of visits, a poll that finds nothing new, and a day's work at once. */
export async function benchSync(sql: Sql): Promise<boolean> {
  const world = await loadBookings(sql);
  const visits = await planVisits(sql, world);
  const phone = await sql.reserve();
  try {
    await signIn(phone, world);
    const known = await readAll(phone);
    if (Object.keys(known).length < VISITS) throw new Error("The phone does not hold its visits.");
    const figures = [
      figure(`first fill, ${VISITS} visits`, await timed(TURNS, () => ask(phone, {})), FILL_MOST_MS),
      figure("poll without change", await timed(TURNS, () => ask(phone, known)), POLL_MOST_MS),
      figure(
        `one of ${OPERATIONS} operations, ${BATCH} at a time`,
        (await sendAll(phone, visits)).map((ms) => ms / BATCH),
        OPERATION_MOST_MS,
      ),
    ];
    return report("sync", figures, { bookings: world.bookings, visits: VISITS, operations: OPERATIONS });
  } finally {
    phone.release();
  }
}

/** Five visits a day for the technician with the account, each with a checklist, in the middle of everybody's years. */
async function planVisits(sql: Sql, world: PlanningWorld): Promise<{ id: string; checklist: string }[]> {
  const { organization, technician, serviceType, properties } = world;
  const items = Array.from({ length: 12 }, (_, index) => ({
    key: `item_${index}`,
    label: `Question ${index}`,
    kind: "number",
    required: true,
  }));
  const [template] = await sql<{ id: string }[]>`
    insert into public.checklist_templates (org_id, name, items)
    values (${organization}, ${`Bench ${randomUUID().slice(0, 8)}`}, ${sql.json(items)})
    returning id`;
  const [resource] = await sql<{ id: string }[]>`
    insert into public.bookable_resources (org_id, kind, name, user_id, time_zone)
    select ${organization}, 'technician', 'Bench phone', null, 'America/New_York' returning id`;
  const people = [{ resource_id: resource?.id, crew_id: null, role: "lead" }];
  await sql`
    update public.bookable_resources set user_id = null where org_id = ${organization} and user_id = ${technician}`;
  await sql`update public.bookable_resources set user_id = ${technician} where id = ${resource?.id ?? ""}`;
  const rows: { id: string; checklist: string }[] = [];
  for (let index = 0; index < VISITS; index += 1) {
    const [row] = await sql<{ id: string; checklist: string }[]>`
      with job as (
        insert into public.jobs (org_id, number, customer_id, property_id, service_type_id, title)
        select ${organization}, private.take_number(${organization}, 'job'), p.customer_id, p.id, ${serviceType}, 'Bench'
        from public.properties as p where p.org_id = ${organization} and p.id = ${properties[index] ?? ""}
        returning id
      ),
      list as (
        insert into public.job_checklists (org_id, job_id, template_id, name, items)
        select ${organization}, job.id, ${template?.id ?? ""}, 'Bench', ${sql.json(items)} from job returning id
      ),
      visit as (
        insert into public.bookings (org_id, number, job_id, status, starts_at, ends_at, assigned)
        select ${organization}, private.take_number(${organization}, 'booking'), job.id, 'scheduled',
          now() + make_interval(mins => ${60 + index * 280}), now() + make_interval(mins => ${180 + index * 280}),
          ${sql.json(people)}
        from job
        returning id
      )
      select visit.id, list.id as checklist from visit, list`;
    if (row) rows.push(row);
  }
  await sql`vacuum (analyze) public.bookings, public.jobs, public.job_checklists, public.booking_assignments,
    public.resource_occupancy, public.time_entries, public.offline_sync_queue`;
  return rows;
}

async function signIn(phone: ReservedSql, { technician, organization }: PlanningWorld): Promise<void> {
  const claims = { sub: technician, role: "authenticated", org_id: organization };
  await phone`select set_config('request.jwt.claims', ${JSON.stringify(claims)}, false)`;
  await phone`set role authenticated`;
}

async function ask(phone: ReservedSql, known: Record<string, string>): Promise<unknown> {
  const [row] = await phone<{ answer: unknown }[]>`
    select public.get_sync(${JSON.stringify({ known })}::text::jsonb) as answer`;
  return row?.answer;
}

async function readAll(phone: ReservedSql): Promise<Record<string, string>> {
  return ((await ask(phone, {})) as { known: Record<string, string> }).known;
}

/** A day in a dead zone, sent at once: each visit is begun, its questions answered, notes left. */
async function sendAll(phone: ReservedSql, visits: { id: string; checklist: string }[]): Promise<number[]> {
  const operations = Array.from({ length: OPERATIONS }, (_, index) => {
    const visit = visits[index % visits.length] ?? { id: "", checklist: "" };
    const common = { op_id: randomUUID(), device_time: new Date().toISOString() };
    const round = Math.floor(index / visits.length);
    if (round === 0)
      return { ...common, kind: "booking.seen", entity: "booking", entity_id: visit.id, payload: {} };
    if (round === 1)
      return {
        ...common,
        kind: "note.add",
        entity: "note",
        entity_id: randomUUID(),
        payload: { booking_id: visit.id, body: "Key is with the neighbour" },
      };
    return {
      ...common,
      kind: "checklist.answer",
      entity: "checklist",
      entity_id: visit.checklist,
      payload: { key: `item_${round}`, value: round },
    };
  });
  const deviceId = randomUUID();
  const taken: number[] = [];
  for (let start = 0; start < OPERATIONS; start += BATCH) {
    const payload = { device_id: deviceId, operations: operations.slice(start, start + BATCH) };
    const from = performance.now();
    const [row] = await phone<{ answer: { results: { result: string }[] } }[]>`
      select public.apply_operations(${JSON.stringify(payload)}::text::jsonb) as answer`;
    taken.push(performance.now() - from);
    if (row?.answer.results.some(({ result }) => result !== "applied")) throw new Error("Refused.");
  }
  return taken;
}

async function timed(turns: number, work: () => Promise<unknown>): Promise<number[]> {
  for (let turn = 0; turn < 6; turn += 1) await work();
  const taken: number[] = [];
  for (let turn = 0; turn < turns; turn += 1) {
    const from = performance.now();
    await work();
    taken.push(performance.now() - from);
  }
  return taken;
}

function figure(name: string, times: number[], p95AllowedMs: number): Figure {
  const sorted = times.toSorted((a, b) => a - b);
  const p95Ms = percentile(sorted, 0.95);
  return {
    name,
    p50Ms: percentile(sorted, 0.5),
    p95Ms,
    referenceP50Ms: 0,
    referenceP95Ms: 0,
    ratio: 0,
    ratioAllowed: null,
    p95AllowedMs,
    passed: p95Ms <= p95AllowedMs,
  };
}
