import postgres from "postgres";
import type { PlanningWorld } from "./load-bookings";
import { percentile } from "./measure";
import type { Figure } from "./measure";

const WRITERS = 16;
const VISITS = 800;
/** A new connection first reads the schema and plans what it runs; a pool's connections have done that, as these. */
const WARM_UP = 8;
const MOST_MS = 50;

type Outcome = { ms: number; code: string | null };

/** An hour somewhere in ten weeks of a year that is still empty, for one technician or, every third time, for two. */
function visitOf(world: PlanningWorld, jobs: string[]): Record<string, unknown> {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)] as T;
  const start = Date.now() + 700 * 86_400_000 + Math.floor(Math.random() * 70 * 36) * 900_000;
  const people = new Set(
    Math.random() < 1 / 3 ? [pick(world.technicians), pick(world.technicians)] : [pick(world.technicians)],
  );
  return {
    job_id: pick(jobs),
    starts_at: new Date(start).toISOString(),
    ends_at: new Date(start + 3_600_000).toISOString(),
    assignments: [...people].map((resource_id) => ({ resource_id })),
  };
}

const quoted = (value: unknown): string => `'${JSON.stringify(value).replaceAll("'", "''")}'`;

/**
 * One message, which the server takes as one transaction: measured is what planning costs the database, and not how
 * often this process, which shares its two cores with sixteen servers, gets its turn between two statements.
 */
async function write(
  sql: postgres.ReservedSql,
  world: PlanningWorld,
  payload: Record<string, unknown>,
): Promise<Outcome> {
  const claims = { sub: world.owner, role: "authenticated", org_id: world.organization };
  const started = performance.now();
  try {
    await sql
      .unsafe(
        `select set_config('request.jwt.claims', ${quoted(claims)}, true), set_config('role', 'authenticated', true);
         select public.create_booking(${quoted(payload)})`,
      )
      .simple();
    return { ms: performance.now() - started, code: null };
  } catch (error) {
    if (!(error instanceof postgres.PostgresError)) throw error;
    return { ms: performance.now() - started, code: error.message.split(":")[0] ?? error.code };
  }
}

async function writeAll(sql: postgres.Sql, world: PlanningWorld, jobs: string[]): Promise<Outcome[]> {
  const writers = await Promise.all(Array.from({ length: WRITERS }, () => sql.reserve()));
  const each = (count: number) =>
    Promise.all(
      writers.map(async (writer) => {
        const mine: Outcome[] = [];
        for (let index = 0; index < count; index += 1)
          mine.push(await write(writer, world, visitOf(world, jobs)));
        return mine;
      }),
    );
  await each(WARM_UP);
  const outcomes = await each(VISITS / WRITERS);
  for (const writer of writers) writer.release();
  return outcomes.flat();
}

/** Sixteen writers plan at random. Whoever loses gets `double_booking`; nothing else may fail, and nothing overlaps. */
export async function benchInserts(
  url: string,
  world: PlanningWorld,
): Promise<{ figure: Figure; facts: Record<string, number> }> {
  const sql = postgres(url, { max: WRITERS, onnotice: () => undefined });
  try {
    const rows = await sql<{ id: string }[]>`
      select id from public.jobs where org_id = ${world.organization} and status = 'new' limit 400`;
    const jobs = rows.map((row) => row.id);
    const outcomes = await writeAll(sql, world, jobs);
    const [found] = await sql<{ overlaps: number }[]>`
      select count(*)::int as overlaps
      from public.resource_occupancy as a
      join public.resource_occupancy as b
        on b.org_id = a.org_id and b.resource_id = a.resource_id and b.id > a.id and b.period && a.period
      where a.org_id = ${world.organization} and upper(a.period) > now() + interval '600 days'`;
    const kept = outcomes.filter((outcome) => outcome.code === null);
    const times = kept.map((outcome) => outcome.ms).toSorted((a, b) => a - b);
    const others = outcomes.filter((outcome) => outcome.code !== null && outcome.code !== "double_booking");
    const p95Ms = percentile(times, 0.95);
    return {
      figure: {
        name: `planning a visit, ${WRITERS} writers`,
        p50Ms: percentile(times, 0.5),
        p95Ms,
        referenceP50Ms: Number.NaN,
        referenceP95Ms: Number.NaN,
        ratio: Number.NaN,
        ratioAllowed: null,
        p95AllowedMs: MOST_MS,
        passed: p95Ms <= MOST_MS && others.length === 0 && found?.overlaps === 0,
      },
      facts: {
        planned: kept.length,
        "refused as double": outcomes.length - kept.length - others.length,
        "other errors": others.length,
        overlaps: found?.overlaps ?? Number.NaN,
      },
    };
  } finally {
    await sql.end();
  }
}
