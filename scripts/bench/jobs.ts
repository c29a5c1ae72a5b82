import type { ReservedSql, Sql } from "postgres";
import { createOrganization, createPerson } from "./load-customers";
import { percentile } from "./measure";
import type { Figure } from "./measure";
import { report } from "./report";

const ORGANIZATIONS = 20;
const BURST = 100_000;
const TURNS = 300;
const MOST_MS = 10;
/** Fairness, classes and rights of the worker may cost this much beside the bare pair: 0.7 times its throughput. */
const RATIO_ALLOWED = 1.43;
/** A burst of one company may delay the others by less than this. */
const DELAY_ALLOWED = 2;
const KIND = "account_mail";
const WORKER = "bench";

async function enqueue(sql: Sql, organizations: readonly string[], each: number): Promise<void> {
  await sql`
    insert into private.background_jobs (org_id, kind, payload)
    select o.id, ${KIND}, jsonb_build_object('n', n)
    from unnest(${[...organizations]}::uuid[]) as o (id), generate_series(1, ${each}::int) as n`;
  await sql`vacuum (analyze) private.background_jobs`;
}

const clear = (sql: Sql) => sql`truncate private.background_jobs`;

async function claim(sql: ReservedSql, most: number): Promise<number> {
  const jobs = await sql<{ org_id: string; id: string }[]>`
    select org_id, id from ops.claim_jobs(${WORKER}, ${[KIND]}, ${most}, 60)`;
  for (const job of jobs) await sql`select ops.finish_job(${job.org_id}, ${job.id}, ${WORKER}, null)`;
  return jobs.length;
}

/** The least a queue in a table costs: take the oldest nobody has, say that it is done. */
async function claimBarely(sql: ReservedSql): Promise<void> {
  const [job] = await sql<{ org_id: string; id: string }[]>`
    update private.background_jobs as j set leased_by = ${WORKER}, leased_until = now() + interval '60 s'
    from (
      select b.org_id, b.id from private.background_jobs as b
      where b.finished_at is null and b.failed_at is null and b.leased_by is null
      order by b.run_at limit 1 for update skip locked
    ) as due
    where j.org_id = due.org_id and j.id = due.id
    returning j.org_id, j.id`;
  if (job)
    await sql`
      update private.background_jobs set finished_at = now(), leased_by = null, leased_until = null
      where org_id = ${job.org_id} and id = ${job.id}`;
}

async function time(run: () => Promise<unknown>, turns: number): Promise<number[]> {
  const taken: number[] = [];
  for (let turn = 0; turn < turns; turn += 1) {
    const started = performance.now();
    await run();
    taken.push(performance.now() - started);
  }
  return taken.toSorted((one, other) => one - other);
}

function compare(name: string, mine: readonly number[], bare: readonly number[]): Figure {
  const p95Ms = percentile(mine, 0.95);
  const ratio = percentile(mine, 0.5) / percentile(bare, 0.5);
  return {
    name,
    p50Ms: percentile(mine, 0.5),
    p95Ms,
    referenceP50Ms: percentile(bare, 0.5),
    referenceP95Ms: percentile(bare, 0.95),
    ratio,
    ratioAllowed: RATIO_ALLOWED,
    p95AllowedMs: MOST_MS,
    passed: p95Ms <= MOST_MS && ratio <= RATIO_ALLOWED,
  };
}

/** Until every company but the first has had all of its jobs done, a few at a time as the worker takes them. */
async function serveOthers(sql: Sql, worker: ReservedSql, others: readonly string[]): Promise<number> {
  const started = performance.now();
  for (;;) {
    await claim(worker, 5);
    const [left] = await sql<{ count: number }[]>`
      select count(*)::int as count from private.background_jobs
      where org_id = any (${[...others]}::uuid[]) and finished_at is null`;
    if (left?.count === 0) return performance.now() - started;
  }
}

function delayOf(quietMs: number, burstMs: number, served: number): Figure {
  return {
    name: `${served} jobs of others beside ${BURST.toLocaleString("en")} of one`,
    p50Ms: burstMs,
    p95Ms: Number.NaN,
    referenceP50Ms: quietMs,
    referenceP95Ms: Number.NaN,
    ratio: burstMs / quietMs,
    ratioAllowed: DELAY_ALLOWED,
    p95AllowedMs: null,
    passed: burstMs / quietMs < DELAY_ALLOWED,
  };
}

/**
 * What taking a job and saying that it is done costs beside the two bare statements, with one commit each, and how
 * long other companies wait while one has a hundred thousand in the queue.
 */
export async function benchJobs(sql: Sql): Promise<boolean> {
  const owner = await createPerson(sql, "bench-jobs@callout.test");
  const organizations: string[] = [];
  for (let index = 0; index < ORGANIZATIONS; index += 1)
    organizations.push(await createOrganization(sql, owner, `bench-jobs-${index}`));
  const [loud = "", ...others] = organizations;
  const worker = await sql.reserve();
  try {
    const figures: Figure[] = [];
    for (const [name, waiting] of [
      ["take and finish a job, 2,000 waiting", 100],
      ["take and finish a job, 100,000 waiting", BURST / ORGANIZATIONS],
    ] as const) {
      await clear(sql);
      await enqueue(sql, organizations, waiting);
      const bare = await time(() => claimBarely(worker), TURNS);
      figures.push(compare(name, await time(() => claim(worker, 1), TURNS), bare));
    }
    await clear(sql);
    await enqueue(sql, others, 5);
    const quietMs = await serveOthers(sql, worker, others);
    await clear(sql);
    await enqueue(sql, [loud], BURST);
    await enqueue(sql, others, 5);
    figures.push(delayOf(quietMs, await serveOthers(sql, worker, others), others.length * 5));
    return report("jobs", figures, { organizations: ORGANIZATIONS, turns: TURNS });
  } finally {
    worker.release();
    await clear(sql);
  }
}
