import type { ReservedSql, Sql } from "postgres";
import { auditTax } from "./audit-tax";
import { createOrganization, createPerson, fillCustomers } from "./load-customers";
import { measure } from "./measure";
import type { Figure, Question } from "./measure";
import { report } from "./report";

/** A year of a large installation; fewer by BENCH_AUDIT_LINES while one looks at the benchmark itself. */
const LINES = Number(process.env.BENCH_AUDIT_LINES ?? 5_000_000);
const FRESH_LINES = Math.min(200_000, LINES);
const MONTHS = 12;
const SMALL_ORGANIZATIONS = 20;
const CUSTOMERS = 2_000;
const PAGE = 50;
const SEAL_BATCH = 20_000;
/** Lines that one worker seals in a second, at least: twenty times what 1,000 updates a second leave in a minute. */
const LEAST_SEALED_PER_S = 5_000;

type World = { organization: string; people: string[]; customers: string[]; words: string[] };

async function found(sql: Sql, slug: string): Promise<{ organization: string; owner: string }> {
  const owner = await createPerson(sql, `owner@${slug}.test`);
  return { organization: await createOrganization(sql, owner, slug), owner };
}

/**
 * Two lines in five are the largest company's. Set by set, one month at a time, with the number of a transaction that
 * was sealed long ago: what is measured is reading, and the sealer must not work through a year first.
 */
async function fillLines(sql: Sql, world: World, organizations: string[]): Promise<void> {
  for (let month = 0; month < MONTHS; month += 1) {
    await sql`
      select private.create_monthly_partition(
        'public.audit_logs', (date_trunc('month', now() at time zone 'UTC') - make_interval(months => ${month}))::date
      )`;
    await sql`
      insert into public.audit_logs
        (org_id, created_at, actor_kind, actor_id, action, entity, entity_id, changed, ip, user_agent, method, path,
         correlation_id, severity, xid)
      select
        case when n % 5 < 2 then ${world.organization}::uuid
          else (${organizations}::uuid[])[1 + n % ${organizations.length}::int] end,
        greatest(
          date_trunc('month', now()) - make_interval(months => ${month}),
          least(now(), date_trunc('month', now()) - make_interval(months => ${month - 1})) - interval '1 second'
            - (random() * 27) * interval '1 day'
        ),
        'user', (${world.people}::uuid[])[1 + (n / 5) % ${world.people.length}::int],
        case when n % 1000 = 0 then 'export' when n % 100 = 0 then 'view' when n % 3 = 0 then 'create' else 'update' end,
        case when n % 2 = 0 then 'customer' else 'booking' end,
        (${world.customers}::uuid[])[1 + (n * 7) % ${world.customers.length}::int],
        '{notes}', '198.51.100.7', 'Mozilla/5.0 (X11; Linux x86_64)', 'PATCH', '/api/v1/customers',
        md5(n::text), case when n % 5000 = 0 then 'warning' else 'info' end, '3'
      from generate_series(1, ${Math.ceil(LINES / MONTHS)}::int) as n`;
  }
  await sql`update ops.audit_seal_state set sealed_upto = pg_current_xact_id(), last_run_at = now()`;
  await sql`vacuum analyze public.audit_logs`;
}

const LIMITS = { ratioAllowed: 2, p95AllowedMs: 50 };

const turnOf = <T>(list: readonly T[], turn: number): T => list[turn % list.length] as T;

type Ways = {
  listed: (sql: ReservedSql, filters: object, at?: string | null) => Promise<unknown>;
  bare: (sql: ReservedSql, where: ReturnType<ReservedSql>) => Promise<unknown>;
};

/** What is rare among millions of lines, and what is looked for by its name. */
function rareQuestions(world: World, before: (turn: number) => string, { listed, bare }: Ways): Question[] {
  return [
    {
      name: "by action (exports)",
      ask: (sql, turn) => listed(sql, { action: "export" }, before(turn)),
      reference: (sql, turn) => bare(sql, sql`a.action = 'export' and a.created_at < ${before(turn)}`),
      p95AllowedMs: 50,
    },
    {
      name: "by weight",
      ask: (sql, turn) => listed(sql, { severity: "warning" }, before(turn)),
      reference: (sql, turn) => bare(sql, sql`a.severity = 'warning' and a.created_at < ${before(turn)}`),
      p95AllowedMs: 50,
    },
    {
      name: "by words",
      ask: (sql, turn) => listed(sql, { q: turnOf(world.words, turn) }),
      reference: (sql, turn) =>
        bare(sql, sql`a.entity = 'customer' and a.entity_id = ${turnOf(world.customers, turn)}`),
      p95AllowedMs: 50,
    },
  ];
}

function questions(world: World, times: string[]): Question[] {
  const org = world.organization;
  const listed = (sql: ReservedSql, filters: object, at: string | null = null) => sql`
    select * from public.list_audit_logs(${sql.json(filters as never)}, ${PAGE}, ${at && sql.json({ at, id: org })})`;
  /** The same lines by the index they are found with, with the names and values that the page shows. */
  const bare = (sql: ReservedSql, where: ReturnType<ReservedSql>) => sql`
    select to_jsonb(a) || jsonb_build_object(
      'name', coalesce(p.name, p.email), 'title', coalesce(c.display_name, b.number), 'old', l.old, 'new', l.new)
    from (
      select * from public.audit_logs as a
      where a.org_id = ${org} and ${where}
      order by a.created_at desc, a.id desc limit ${PAGE}
    ) as a
    left join private.change_log as l on l.org_id = ${org} and l.id = a.change_id and l.created_at = a.created_at
    left join public.profiles as p on p.id = a.actor_id
    left join public.customers as c on c.org_id = ${org} and c.id = a.entity_id and a.entity = 'customer'
    left join public.bookings as b on b.org_id = ${org} and b.id = a.entity_id and a.entity = 'booking'
    order by a.created_at desc, a.id desc`;
  const before = (turn: number) => turnOf(times, turn);
  const person = (turn: number) => turnOf(world.people, turn);
  const customer = (turn: number) => turnOf(world.customers, turn);
  return [
    {
      name: "last 50, any page",
      ask: (sql, turn) => listed(sql, {}, before(turn)),
      reference: (sql, turn) => bare(sql, sql`(a.created_at, a.id) < (${before(turn)}, ${org}::uuid)`),
      ...LIMITS,
    },
    {
      name: "by person",
      ask: (sql, turn) => listed(sql, { actor_id: person(turn) }, before(turn)),
      reference: (sql, turn) =>
        bare(sql, sql`a.actor_id = ${person(turn)} and a.created_at < ${before(turn)}`),
      ...LIMITS,
    },
    {
      name: "by record",
      ask: (sql, turn) => listed(sql, { entity: "customer", entity_id: customer(turn) }),
      reference: (sql, turn) => bare(sql, sql`a.entity = 'customer' and a.entity_id = ${customer(turn)}`),
      p95AllowedMs: 50,
    },
    ...rareQuestions(world, before, { listed, bare }),
  ];
}

/** Lines per second of one worker, from what was just written to its seals; then the same lines proven again. */
async function sealRate(sql: Sql, organization: string): Promise<{ sealed: number; proven: number }> {
  for (let written = 0; written < FRESH_LINES; written += 1_000)
    await sql`
      insert into public.audit_logs (org_id, actor_kind, action, entity, changed, path)
      select ${organization}, 'operator', 'update', 'customer', '{notes}', '/api/v1/customers'
      from generate_series(1, 1000)`;
  const started = performance.now();
  for (let isBehind = true; isBehind;) {
    const [row] = await sql<{ answer: { is_behind: boolean } }[]>`
      select ops.seal_audit_logs(${SEAL_BATCH}) as answer`;
    isBehind = row?.answer.is_behind ?? false;
  }
  const sealedAt = performance.now();
  const [proof] = await sql<{ lines: number; findings: number }[]>`
    select (p ->> 'lines')::int as lines, jsonb_array_length(p -> 'findings') as findings
    from ops.verify_audit_seals(${organization}, 0, 100000) as p`;
  if (proof?.findings !== 0 || proof.lines < FRESH_LINES)
    throw new Error(`The proof says ${JSON.stringify(proof)}.`);
  const rate = (ms: number) => Math.round((FRESH_LINES / ms) * 1000);
  return { sealed: rate(sealedAt - started), proven: rate(performance.now() - sealedAt) };
}

/** Reading the audit log of a company with two million lines among five, and sealing. */
export async function benchAudit(sql: Sql): Promise<boolean> {
  console.log(`Loading ${LINES} lines of the audit log …`);
  const started = performance.now();
  const { organization, owner } = await found(sql, "bench-audit");
  const small: string[] = [];
  for (let n = 0; n < SMALL_ORGANIZATIONS; n += 1)
    small.push((await found(sql, `bench-audit-small-${n}`)).organization);
  await fillCustomers(sql, organization, CUSTOMERS, null);
  const people: string[] = [owner];
  for (let n = 0; n < 30; n += 1) people.push(await createPerson(sql, `p${n}@bench-audit.test`));
  const rows = await sql<{ id: string; display_name: string }[]>`
    select id, display_name from public.customers where org_id = ${organization} order by random()`;
  const world: World = {
    organization,
    people,
    customers: rows.map(({ id }) => id),
    words: rows.slice(0, 40).map(({ display_name: name }) => name),
  };
  await fillLines(sql, world, small);
  const loadS = Math.round((performance.now() - started) / 1000);
  const times = (
    await sql<{ at: string }[]>`
      select (now() - n * interval '8 days')::text as at from generate_series(0, 40) as n`
  ).map(({ at }) => at);
  const figures: Figure[] = [];
  for (const question of questions(world, times))
    figures.push(
      await measure(sql, question, (one) => become(one, organization, owner), { blocks: 5, turns: 40 }),
    );
  figures.push(await auditTax(sql, organization, world.customers));
  const rate = await sealRate(sql, organization);
  const facts = {
    lines: LINES,
    "loaded in s": loadS,
    "sealed per s": rate.sealed,
    "proven per s": rate.proven,
  };
  return report("audit", figures, facts) && rate.sealed >= LEAST_SEALED_PER_S;
}

async function become(sql: ReservedSql, organization: string, person: string): Promise<void> {
  const claims = { sub: person, role: "authenticated", org_id: organization };
  await sql`select set_config('request.jwt.claims', ${JSON.stringify(claims)}, true)`;
  await sql`set local role authenticated`;
}
