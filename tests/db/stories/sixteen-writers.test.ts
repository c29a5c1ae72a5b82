import { afterAll, beforeAll, expect, test } from "vitest";
import { asIdentity, connect, refusal } from "@/tests/support/database";
import type { DatabaseError, Sql, TestUser } from "@/tests/support/database";
import { openPlanning } from "./planning";
import type { Line, Planning } from "./planning";
import { brokenInvariants } from "./planning-invariants";

const WRITERS = 16;
const VISITS = 2_000;
const RESOURCES = 20;
const DAYS = 8;

let acme: Planning;
let pool: Sql;
let dispatchers: TestUser[];
let resources: string[];
let crews: string[];
let jobs: string[];

beforeAll(async () => {
  acme = await openPlanning();
  pool = connect(acme.database.url, WRITERS);
  dispatchers = await Promise.all(Array.from({ length: WRITERS }, () => acme.hire("dispatcher")));
  resources = [];
  for (let index = 0; index < RESOURCES; index++) resources.push(await acme.hireResource(`Tech ${index}`));
  crews = [];
  for (let index = 0; index < 4; index++) {
    const members = resources.slice(index * 5, index * 5 + 3).map((id) => ({ id }));
    crews.push(await acme.formCrew(`Crew ${index}`, members));
  }
  jobs = [];
  for (let index = 0; index < 40; index++) jobs.push((await acme.job()).id);
});
afterAll(async () => {
  await pool?.end({ timeout: 5 });
  await acme?.database.close();
});

/** The same numbers in each run: a failure can be looked at twice. */
function randomOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

type Random = ReturnType<typeof randomOf>;
const oneOf = (list: string[], random: Random): string => list[random(list.length)] ?? "";

/** Two thirds go alone, a third as two or three, named in any order, and some as a crew or a crew and one more. */
function peopleOf(random: Random): Line[] {
  const kind = random(12);
  if (kind === 0) return [{ crew_id: oneOf(crews, random) }];
  if (kind === 1) return [{ resource_id: oneOf(resources, random) }, { crew_id: oneOf(crews, random) }];
  const wanted = kind < 8 ? 1 : 2 + random(2);
  const named = new Set(Array.from({ length: wanted }, () => oneOf(resources, random)));
  return [...named].map((resource_id) => ({ resource_id }));
}

function visitOf(random: Random): Record<string, unknown> {
  const start = Date.UTC(2030, 2, 4 + random(DAYS), 13) + random(32) * 15 * 60_000;
  return {
    job_id: oneOf(jobs, random),
    starts_at: new Date(start).toISOString(),
    ends_at: new Date(start + (1 + random(6)) * 15 * 60_000).toISOString(),
    buffer_before_min: random(3) * 5,
    buffer_after_min: random(3) * 5,
    assignments: peopleOf(random),
  };
}

type Result = { ms: number; error: DatabaseError | null };

async function write(writer: number): Promise<Result[]> {
  const random = randomOf(writer + 1);
  const identity = acme.at(dispatchers[writer] ?? acme.owner);
  const results: Result[] = [];
  for (let count = 0; count < VISITS / WRITERS; count++) {
    const payload = visitOf(random);
    const began = performance.now();
    const work = asIdentity(
      pool,
      identity,
      (tx) => tx`select public.create_booking(${tx.json(payload as never)})`,
      { commit: true },
    );
    const error = await work.then(
      () => null,
      () => refusal(work),
    );
    results.push({ ms: performance.now() - began, error });
  }
  return results;
}

test(
  "sixteen dispatchers plan two thousand visits at once, and nobody is in two places",
  { timeout: 180_000 },
  async () => {
    const results = (await Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)))).flat();
    const made = results.filter((result) => result.error === null);
    const lost = results.filter((result) => result.error !== null);

    expect(await brokenInvariants(acme.sql, acme.orgId)).toEqual({});
    expect(new Set(lost.map(({ error }) => error?.code))).toEqual(new Set(["CO409"]));
    expect(new Set(lost.map(({ error }) => error?.message.split(":")[0]))).toEqual(
      new Set(["double_booking"]),
    );
    expect(results).toHaveLength(VISITS);
    expect(made.length).toBeGreaterThan(VISITS / 5);
    expect(lost.length).toBeGreaterThan(VISITS / 5);

    const [kept] = await acme.sql<{ visits: number; numbers: number; people: number }[]>`
    select count(distinct b.id)::int as visits, count(distinct b.number)::int as numbers, count(*)::int as people
    from public.bookings b join public.booking_assignments a on a.org_id = b.org_id and a.booking_id = b.id
    where b.org_id = ${acme.orgId}`;
    expect(kept).toMatchObject({ visits: made.length, numbers: made.length });
    expect(kept?.people).toBeGreaterThan(made.length);
    const times = made.map(({ ms }) => ms).sort((left, right) => left - right);
    const p95 = times[Math.floor(times.length * 0.95)] ?? 0;
    process.stdout.write(
      `sixteen writers: ${made.length} made, ${lost.length} refused, p95 ${p95.toFixed(0)} ms\n`,
    );
  },
);
