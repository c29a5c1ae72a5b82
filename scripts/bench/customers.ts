import type { ReservedSql, Sql } from "postgres";
import { loadCustomers } from "./load-customers";
import type { BenchWorld } from "./load-customers";
import { measure } from "./measure";
import type { Figure, Question } from "./measure";
import { report } from "./report";

/** Fewer by BENCH_CUSTOMERS while one looks at the benchmark itself. */
const COUNT = Number(process.env.BENCH_CUSTOMERS ?? 500_000);
const PAGE = 50;
/** Of a list's time, for asking who may read what. */
const RIGHTS_ALLOWED = 0.3;

/** What people type, from the first letter to an address; each turn takes the next one. */
const TYPED = [
  "m",
  "ba",
  "she",
  "heat",
  "street",
  "212 5010",
  "c5021@ex",
  "brooklyn 11",
  "ri 7f",
  "d9 heating",
];

const turnOf = <T>(list: readonly T[], turn: number): T => list[turn % list.length] as T;

type Page = { sort_name: string; id: string }[];

function questions(world: BenchWorld, pages: Page, ids: string[]): Question[] {
  const org = world.organization;
  const key = (turn: number) => turnOf(pages, turn);
  return [
    {
      name: "list, any page",
      ask: (sql, turn) => sql`select * from public.list_customers('{}', ${PAGE}, ${sql.json(key(turn))})`,
      reference: (sql, turn) => sql`
        select to_jsonb(c) || jsonb_build_object('match', null, 'place', (
          select jsonb_build_object('line1', p.line1, 'city', p.city) from public.properties as p
          where p.org_id = ${org} and p.customer_id = c.id and p.deleted_at is null
          order by p.is_primary desc, p.id limit 1))
        from public.customers as c
        where c.org_id = ${org} and c.deleted_at is null
          and (c.sort_name, c.id) > (${key(turn).sort_name} collate "C", ${key(turn).id}::uuid)
        order by c.sort_name, c.id limit ${PAGE}`,
      ratioAllowed: 1.5,
    },
    {
      name: "get one (REST)",
      ask: (sql, turn) =>
        sql`select * from public.customers where org_id = ${org} and id = ${turnOf(ids, turn)}`,
      reference: (sql, turn) =>
        sql`select * from public.customers where org_id = ${org} and id = ${turnOf(ids, turn)}`,
      ratioAllowed: 1.5,
    },
    {
      name: "properties of one (REST)",
      ask: (sql, turn) =>
        sql`select * from public.properties where org_id = ${org} and customer_id = ${turnOf(ids, turn)} and deleted_at is null limit 50`,
      reference: (sql, turn) =>
        sql`select * from public.properties where org_id = ${org} and customer_id = ${turnOf(ids, turn)} and deleted_at is null limit 50`,
      ratioAllowed: 1.5,
    },
    {
      name: "search while typing",
      ask: (sql, turn) => sql`select * from public.search_customers(${turnOf(TYPED, turn)}, '{}', ${PAGE})`,
      // The bare look-up of the same word in the trigram index: what no search can undercut.
      reference: (sql, turn) => sql`
        select d.customer_id from private.search_documents as d
        where d.org_id = ${org} and d.document like ${`%${turnOf(TYPED, turn).slice(0, 8)}%`} limit 1000`,
      p95AllowedMs: 50,
    },
  ];
}

async function become(sql: ReservedSql, world: BenchWorld, person: string): Promise<void> {
  const claims = { sub: person, role: "authenticated", org_id: world.organization };
  await sql`select set_config('request.jwt.claims', ${JSON.stringify(claims)}, true)`;
  await sql`set local role authenticated`;
}

/** Lists, look-ups and search over 500,000 customers of one company: under row level security and without. */
export async function benchCustomers(sql: Sql): Promise<boolean> {
  console.log(`Loading ${COUNT} customers …`);
  const started = performance.now();
  const world = await loadCustomers(sql, COUNT);
  const loadS = Math.round((performance.now() - started) / 1000);
  const pages = await sql<Page>`
    select sort_name, id from public.customers where org_id = ${world.organization} order by random() limit 40`;
  const figures: Figure[] = [];
  for (const question of questions(
    world,
    pages,
    pages.map((row) => row.id),
  )) {
    figures.push(
      await measure(sql, question, (one) => become(one, world, world.owner), { blocks: 5, turns: 60 }),
    );
  }
  const rights: Question = {
    name: "rights asked by a list, as its share",
    ask: (one) => one`
      select private.permission_scope('read', 'customers'), private.permission_scope('read', 'properties')`,
    reference: (one, turn) =>
      one`select * from public.list_customers('{}', ${PAGE}, ${one.json(turnOf(pages, turn))})`,
    ratioAllowed: RIGHTS_ALLOWED,
  };
  const reading = (one: ReservedSql) => become(one, world, world.owner);
  figures.push(await measure(sql, rights, reading, { blocks: 5, turns: 60, becomeReference: reading }));
  const own: Question = {
    name: "list, own scope",
    ask: (one) => one`select * from public.list_customers('{}', ${PAGE}, null)`,
    reference: (one) => one`
      select to_jsonb(c) || jsonb_build_object('match', null, 'place', (
        select jsonb_build_object('line1', p.line1, 'city', p.city) from public.properties as p
        where p.org_id = ${world.organization} and p.customer_id = c.id and p.deleted_at is null
        order by p.is_primary desc, p.id limit 1))
      from public.customers as c
      where c.org_id = ${world.organization} and c.assigned_to = ${world.technician} and c.deleted_at is null
      order by c.sort_name, c.id limit ${PAGE}`,
    ratioAllowed: 1.5,
  };
  figures.push(
    await measure(sql, own, (one) => become(one, world, world.technician), { blocks: 5, turns: 60 }),
  );
  return report("customers", figures, { customers: world.customers, "loaded in s": loadS });
}
