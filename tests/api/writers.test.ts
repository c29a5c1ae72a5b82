import { beforeAll, describe, expect, it } from "vitest";
import { call, type Answer } from "./support/call";
import { database } from "./support/installation";
import { createCompany, type Company, type Person } from "./support/people";
import { at, createGround, overlapsOf, type Ground } from "./support/planning";

const WRITERS = 16;
const RESOURCES = 5;
const ROUNDS = 12;
/** Everything falls into two days, so that most of it meets something. */
const HOURS = 48;

let home: Company;
let ground: Ground;

beforeAll(async () => {
  home = await createCompany("dunnart");
  ground = await createGround(home, RESOURCES);
  const sql = database();
  const [crew] = await sql<{ id: string }[]>`
    insert into public.crews (org_id, name) values (${home.id}, 'Two of us') returning id`;
  await sql`
    insert into public.crew_members (org_id, crew_id, resource_id)
    select ${home.id}, ${crew?.id ?? ""}, r from unnest(${ground.resourceIds.slice(0, 2)}::uuid[]) as r`;
  crewId = crew?.id ?? "";
});

let crewId = "";

/** Park and Miller's generator: the same sequence at every run, one of its own for each writer. */
function sequence(seed: number): (below: number) => number {
  let state = (seed * 7_919) % 2_147_483_647 || 1;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

function randomBody(next: (below: number) => number): Record<string, unknown> {
  const start = next(HOURS * 4) * 15;
  const length = 30 + next(4) * 30;
  const who = next(10);
  const first = next(RESOURCES);
  const named = (n: number) => ({ resource_id: ground.resourceIds[(first + n) % RESOURCES] });
  const several = who < 3 ? [named(0), { ...named(1), role: "helper" }] : [named(0)];
  return {
    job_id: ground.jobId,
    starts_at: at(200, start),
    ends_at: at(200, start + length),
    assignments: who === 9 ? [{ crew_id: crewId }] : several,
  };
}

async function write(person: Person, seed: number): Promise<Answer[]> {
  const next = sequence(seed);
  const answers: Answer[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    answers.push(await call("POST", "/bookings", { as: person, body: randomBody(next) }));
  }
  return answers;
}

describe("sixteen people planning at once", () => {
  it("never book anybody twice; whoever loses is told 409, and nothing else goes wrong", async () => {
    const { owner, admin, dispatcher } = home.people;
    const people = [owner, admin, dispatcher];
    const all = await Promise.all(
      Array.from({ length: WRITERS }, (_, n) => write(people[n % people.length] ?? owner, n + 1)),
    );
    const answers = all.flat();
    const counted: Record<string, number> = {};
    for (const { status, problem } of answers) {
      const word = status === 201 ? "made" : `${status} ${problem.code}`;
      counted[word] = (counted[word] ?? 0) + 1;
    }
    const { made = 0, "409 double_booking": refused = 0, ...else_ } = counted;
    expect(else_).toEqual({});
    expect(made).toBeGreaterThan(20);
    expect(refused).toBeGreaterThan(20);
    expect(await overlapsOf(home.id)).toBe(0);
    const [stored] = await database()<{ count: number }[]>`
      select count(*)::integer as count from public.bookings where org_id = ${home.id}`;
    expect(stored?.count).toBe(made);
  });

  it("take numbers of which none comes twice", async () => {
    const rows = await database()<{ number: string }[]>`
      select number from public.bookings where org_id = ${home.id}`;
    expect(new Set(rows.map(({ number }) => number)).size).toBe(rows.length);
  });
});
