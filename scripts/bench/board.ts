import type { Sql, TransactionSql } from "postgres";
import { fillJobs, fillPeople, occupy } from "./load-bookings";
import { createOrganization, createPerson, fillCustomers } from "./load-customers";
import { measure } from "./measure";
import type { Question } from "./measure";
import { report } from "./report";

const PEOPLE = 100;
const VISITS_A_DAY = 600;
const DAYS = 14;
const DAY_MS = 86_400_000;

type BoardWorld = { organization: string; owner: string; days: string[] };

/** A hundred people with six visits each, on every day of two weeks. */
async function loadBoard(sql: Sql): Promise<BoardWorld> {
  const owner = await createPerson(sql, "bench-board@callout.test");
  const organization = await createOrganization(sql, owner, "bench-board");
  await fillCustomers(sql, organization, 2_000, null);
  await fillPeople(sql, organization, PEOPLE, null);
  await sql.begin(async (transaction) => {
    await transaction`set local session_replication_role = replica`;
    await fillJobs(transaction, organization, (VISITS_A_DAY * DAYS) / 2);
    await fillDays(transaction, organization);
    await occupy(transaction, organization);
  });
  await sql`vacuum (analyze)`;
  const rows = await sql<{ day: string }[]>`
    select (day::timestamp at time zone 'America/New_York')::text as day
    from generate_series(current_date + 1, current_date + ${DAYS}::int, interval '1 day') as day`;
  return { organization, owner, days: rows.map(({ day }) => new Date(day).toISOString()) };
}

async function fillDays(transaction: TransactionSql, organization: string): Promise<void> {
  await transaction`
    insert into public.bookings (
      org_id, number, job_id, status, starts_at, ends_at, window_starts_at, window_ends_at, promised_starts_at,
      promised_ends_at, buffer_after_min, assigned
    )
    with people as (
      select id, row_number() over (order by name) - 1 as n
      from public.bookable_resources where org_id = ${organization}
    ),
    jobs as (
      select id, row_number() over (order by id) - 1 as n, count(*) over () as total
      from public.jobs where org_id = ${organization}
    ),
    visits as (
      select p.id as person, (d.day + time '08:00' + k * interval '85 minutes') at time zone 'America/New_York' as start,
        row_number() over (order by d.day, p.n, k) as n
      from people as p,
        generate_series(current_date + 1, current_date + ${DAYS}::int, interval '1 day') as d (day),
        generate_series(0, ${VISITS_A_DAY / PEOPLE - 1}::int) as k
    )
    select
      ${organization}, 'V-' || 1000000 + v.n, j.id, 'scheduled', v.start, v.start + interval '1 hour', v.start,
      v.start + interval '2 hours', v.start, v.start + interval '2 hours', 15,
      jsonb_build_array(jsonb_build_object('resource_id', v.person, 'role', 'lead', 'crew_id', null))
    from visits as v
    join jobs as j on j.n = v.n % j.total`;
}

function question(world: BoardWorld, name: string, days: number, p95AllowedMs?: number): Question {
  const spanOf = (turn: number) => {
    const from = world.days[turn % (DAYS - days + 1)] ?? "";
    return { from, to: new Date(Date.parse(from) + DAY_MS * days).toISOString() };
  };
  return {
    name,
    ask: (sql, turn) => sql`select public.get_board(${sql.json(spanOf(turn))})`,
    reference: (sql, turn) => sql`
      select * from private.booking_rows(${world.organization}, array(
        select b.id from public.bookings as b
        where b.org_id = ${world.organization}
          and b.starts_at >= ${spanOf(turn).from} and b.starts_at < ${spanOf(turn).to}))`,
    ...(p95AllowedMs === undefined ? {} : { p95AllowedMs }),
  };
}

/**
 * The board of a company with a hundred people and six hundred visits a day. Its page may take 400 ms; half of them are
 * the database's. The week is shown for comparison.
 */
export async function benchBoard(sql: Sql): Promise<boolean> {
  console.log("Loading a full board …");
  const world = await loadBoard(sql);
  const claims = { sub: world.owner, role: "authenticated", org_id: world.organization };
  const figures = [];
  for (const one of [
    question(world, "board of 100 people, a day", 1, 200),
    question(world, "board of 100 people, a week", 7),
  ]) {
    const figure = await measure(
      sql,
      one,
      async (connection) => {
        await connection`select set_config('request.jwt.claims', ${JSON.stringify(claims)}, true)`;
        await connection`set local role authenticated`;
      },
      { blocks: 5, turns: 8 },
    );
    figures.push(figure);
  }
  return report("board", figures, { people: PEOPLE, "visits a day": VISITS_A_DAY });
}
