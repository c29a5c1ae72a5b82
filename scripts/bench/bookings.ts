import type { ReservedSql, Sql } from "postgres";
import { benchInserts } from "./insert-bookings";
import { loadBookings } from "./load-bookings";
import type { PlanningWorld } from "./load-bookings";
import { measure } from "./measure";
import type { Figure, Question } from "./measure";
import { report } from "./report";

const PAGE = 50;
const TYPED = [
  "leak",
  "boiler 77",
  "no heat",
  "V-1050123",
  "thermostat 1",
  "annual",
  "sink 500",
  "J-1000123",
];

const turnOf = <T>(list: readonly T[], turn: number): T => list[turn % list.length] as T;

type Key = { starts_at: string; id: string };

function lists(world: PlanningWorld, keys: Key[]): Question[] {
  const org = world.organization;
  return [
    {
      name: "list, any page",
      ask: (sql, turn) =>
        sql`select * from public.list_bookings('{}', ${PAGE}, ${sql.json(turnOf(keys, turn))})`,
      reference: (sql, turn) => sql`
        select * from private.booking_rows(${org}, array(
          select b.id from public.bookings as b
          where b.org_id = ${org} and (b.starts_at, b.id) > (${turnOf(keys, turn).starts_at}::timestamptz, ${turnOf(keys, turn).id}::uuid)
          order by b.starts_at, b.id limit ${PAGE}))`,
      ratioAllowed: 1.5,
    },
    {
      name: "list of one technician, from today",
      ask: (sql, turn) => {
        const filters = { from: new Date().toISOString(), resource_id: turnOf(world.technicians, turn) };
        return sql`select * from public.list_bookings(${sql.json(filters)}, ${PAGE}, null)`;
      },
      reference: (sql, turn) => sql`
        select * from private.booking_rows(${org}, array(
          select b.id from public.bookings as b
          where b.org_id = ${org} and b.starts_at > now() - interval '1 day' and b.ends_at > now()
            and exists (
              select from public.booking_assignments as a
              where a.org_id = ${org} and a.booking_id = b.id and a.resource_id = ${turnOf(world.technicians, turn)})
          order by b.starts_at, b.id limit ${PAGE}))`,
      ratioAllowed: 1.5,
    },
  ];
}

function finds(world: PlanningWorld, keys: Key[]): Question[] {
  const org = world.organization;
  return [
    {
      name: "get one",
      ask: (sql, turn) => sql`select public.get_booking(${turnOf(keys, turn).id})`,
      reference: (sql, turn) => {
        const { id } = turnOf(keys, turn);
        return sql`
          select b.data || jsonb_build_object('status_history', private.step_list(${org}, ${id}))
          from private.booking_json(${org}, array[${id}::uuid]) as b`;
      },
      ratioAllowed: 1.5,
    },
    {
      name: "search while typing",
      ask: (sql, turn) =>
        sql`select * from public.list_bookings(${sql.json({ q: turnOf(TYPED, turn) })}, 20, null)`,
      // The bare look-up of the word in the trigram index of titles.
      reference: (sql, turn) => sql`
        select j.id from public.jobs as j
        where j.org_id = ${org} and j.deleted_at is null
          and ' ' || private.search_key(j.title) like ${`%${turnOf(TYPED, turn)}%`} limit 500`,
      p95AllowedMs: 50,
    },
  ];
}

function looks(world: PlanningWorld, keys: Key[]): Question[] {
  const org = world.organization;
  const day = (turn: number) => {
    const from = Date.now() + (1 + (turn % 20)) * 86_400_000;
    return { from: new Date(from).toISOString(), to: new Date(from + 86_400_000).toISOString() };
  };
  const visit = (turn: number) => ({
    id: turnOf(keys, turn).id,
    starts_at: new Date(Date.now() + 86_400_000 * (turn % 30) + 3_600_000 * 17).toISOString(),
    ends_at: new Date(Date.now() + 86_400_000 * (turn % 30) + 3_600_000 * 18).toISOString(),
    assignments: [{ resource_id: turnOf(world.technicians, turn), role: "lead" }],
  });
  return [
    {
      name: "conflict check",
      ask: (sql, turn) => sql`select public.check_booking(${sql.json(visit(turn))})`,
      reference: (sql, turn) => sql`
        select o.id from public.resource_occupancy as o
        where o.org_id = ${org} and o.resource_id = ${turnOf(world.technicians, turn)}
          and o.period && tstzrange(${visit(turn).starts_at}, ${visit(turn).ends_at})`,
      p95AllowedMs: 10,
    },
    {
      name: "board, a day",
      ask: (sql, turn) => sql`select public.get_board(${sql.json(day(turn))})`,
      reference: (sql, turn) => sql`
        select * from private.booking_rows(${org}, array(
          select b.id from public.bookings as b
          where b.org_id = ${org} and b.starts_at >= ${day(turn).from} and b.starts_at < ${day(turn).to}))`,
      p95AllowedMs: 200,
    },
    {
      name: "today",
      ask: (sql) => sql`select public.get_today()`,
      reference: (sql) => sql`
        select count(*) from public.bookings as b
        where b.org_id = ${org} and b.starts_at >= current_date and b.starts_at < current_date + 1`,
      p95AllowedMs: 200,
    },
    {
      name: "numbers of the sidebar",
      ask: (sql) => sql`select public.get_office_counts()`,
      reference: (sql) => sql`
        select count(*) from public.bookings as b
        where b.org_id = ${org} and not b.is_assigned and b.starts_at > now()`,
      p95AllowedMs: 100,
    },
  ];
}

/** A technician's own: what he was sent to in the last 90 days and what lies ahead. */
function own(world: PlanningWorld): Question {
  return {
    name: "list, own scope",
    ask: (sql) => sql`select * from public.list_bookings('{}', ${PAGE}, null)`,
    reference: (sql) => sql`
      select * from private.booking_rows(${world.organization}, array(
        select b.id
        from public.bookable_resources as r
        join public.booking_assignments as a on a.org_id = r.org_id and a.resource_id = r.id
        join public.bookings as b on b.org_id = r.org_id and b.id = a.booking_id
        where r.org_id = ${world.organization} and r.user_id = ${world.technician}
          and coalesce(b.ends_at, b.created_at) > now() - interval '90 days'
        order by b.starts_at, b.id limit ${PAGE}))`,
    ratioAllowed: 1.5,
  };
}

async function become(sql: ReservedSql, world: PlanningWorld, person: string): Promise<void> {
  const claims = { sub: person, role: "authenticated", org_id: world.organization };
  await sql`select set_config('request.jwt.claims', ${JSON.stringify(claims)}, true)`;
  await sql`set local role authenticated`;
}

/** Lists, look-ups, checks and writes of visits in a company of a hundred thousand. */
export async function benchBookings(sql: Sql, url: string): Promise<boolean> {
  console.log("Loading planned visits …");
  const world = await loadBookings(sql);
  const keys = await sql<Key[]>`
    select starts_at::text, id from public.bookings where org_id = ${world.organization} order by random() limit 40`;
  const options = { blocks: 5, turns: 40 };
  const figures: Figure[] = [];
  for (const question of [...lists(world, keys), ...finds(world, keys), ...looks(world, keys)])
    figures.push(await measure(sql, question, (one) => become(one, world, world.owner), options));
  figures.push(await measure(sql, own(world), (one) => become(one, world, world.technician), options));
  const inserts = await benchInserts(url, world);
  figures.push(inserts.figure);
  return report("bookings", figures, { visits: world.bookings, ...inserts.facts });
}
