import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDatabase } from "../../support/database";
import type { TestDatabase } from "../../support/database";
import { attackers } from "../../support/identities";
import type { Attacker } from "../../support/identities";
import type { Relation } from "../../support/relations";
import { rowFor } from "../../support/seeding";
import type { Row } from "../../support/seeding-values";
import { createWorld, referenceTo } from "../../support/world";
import type { Organization, World } from "../../support/world";
import { reportCounts } from "./counts";
import { installOracle, leaked } from "./oracle";
import { readPrivileges } from "./privileges";
import type { Privileges } from "./privileges";
import { AttackSession } from "./session";
import type { Outcome } from "./session";
import { attempts } from "./verbs";
import type { Attempt } from "./verbs";

let database: TestDatabase;
let world: World;
let may: Privileges;
let session: AttackSession;
let checks = 0;
const verbs = new Set<string>();

beforeAll(async () => {
  database = await openDatabase();
  world = await createWorld(database.sql);
  may = await readPrivileges(database.sql, world.relations);
  await installOracle(database.sql, world.relations);
  session = await AttackSession.open(database.sql);
});

afterAll(async () => {
  await session?.close();
  await database?.close();
});

const names = [
  "owner",
  "admin",
  "dispatcher",
  "technician",
  "accountant",
  "viewer",
  "member with a custom role and a grant",
  "removed member with a valid token",
  "suspended member with a valid token",
  "owner of a suspended organization",
  "member with an inactive profile",
  "member with a deleted profile",
  "member of both, working at home",
  "member of both, working in the other",
  "invited, but not joined",
  "forged organization claim",
  "forged person claim",
  "no organization claim",
  "malformed claims",
  "no subject",
  "principal that is no member",
  "person without any organization",
  "anon",
  "anon with a member's claims",
  "no token",
  "customer with a link",
  "customer with a link, other organization claimed",
  "visitor of a booking page",
  "visitor of a booking page, other organization claimed",
  "service_role",
  "worker",
];

describe("by SQL, no identity reaches a stranger's rows in any relation, by any verb", () => {
  it("tries every identity there is", () => {
    expect(attackers(world).map((attacker) => attacker.name)).toEqual(names);
  });

  it.each(names)("%s", async (name) => {
    const attacker = attackers(world).find((candidate) => candidate.name === name);
    if (!attacker) throw new Error(`No identity ${name}.`);
    const wrong: string[] = [];
    for (const relation of world.relations) wrong.push(...(await attack(attacker, relation)));
    expect(wrong).toEqual([]);
  });

  it("has tried every relation with every identity", async () => {
    expect(checks).toBeGreaterThan(world.relations.length * names.length * 10);
    await reportCounts("relations by SQL", {
      relations: world.relations.length,
      verbs: verbs.size,
      identities: names.length,
      checks,
    });
  });
});

async function attack(attacker: Attacker, relation: Relation): Promise<string[]> {
  const target = rowIn(relation, attacker.victim);
  const own = attacker.home && rowIn(relation, attacker.home);
  const foreign = (column: string): unknown => referenceTo(attacker.victim, relation, column);
  const wrong: string[] = [];
  for (const attempt of attempts({ relation, role: attacker.identity.role, target, own, may, foreign })) {
    checks++;
    verbs.add(attempt.verb.replace(/ (of|the victim's) .*/, " $1 …"));
    const outcome = await session.attempt(attacker.identity, attempt.statement, attacker.victim.id);
    const fault = await judge(attacker, attempt, outcome);
    if (fault)
      wrong.push(`${relation.label}, ${attempt.verb}: ${fault}\n    ${attempt.statement.slice(0, 300)}`);
  }
  return wrong;
}

/** The row aimed at; partitions hold their parent's, and what is nobody's gets a made-up one. */
function rowIn(relation: Relation, organization: Organization): Row {
  const row = organization.rows.get(relation.parent ?? relation.label);
  if (row) return row;
  const people = organization.people;
  return rowFor(relation, {
    orgId: organization.id,
    word: "nobody",
    phone: "",
    userId: people.owner.id,
    rows: organization.rows,
  });
}

async function judge(attacker: Attacker, attempt: Attempt, outcome: Outcome): Promise<string | null> {
  if (outcome.victimChanged) return "the victim's rows changed";
  const leak = leaked(attacker.victim, outcome.error ?? outcome.rows);
  if (leak) return `leaked "${leak}"`;
  const ending = attempt.twin === undefined ? attempt.ending : await endingOfTwin(attacker, attempt.twin);
  const actual = endingOf(outcome);
  if (ending === "no such row" || ending === "forbidden")
    return actual === ending ? null : `${actual} instead of ${ending}`;
  if (outcome.error) return `${actual} (${outcome.error.message}) instead of nothing`;
  return namesVictim(attacker.victim, outcome.rows) ? "a row of the victim was returned" : null;
}

/** What the same statement with an own row tells about how the attempt must end. */
async function endingOfTwin(attacker: Attacker, twin: string): Promise<string> {
  const outcome = await session.attempt(attacker.identity, twin);
  if (outcome.error) return endingOf(outcome);
  return outcome.count > 0 ? "no such row" : "nothing";
}

function endingOf({ error }: Outcome): string {
  if (!error) return "success";
  if (error.code === "42501" && !/oracle/.test(error.message)) return "forbidden";
  return error.code === "23503" ? "no such row" : `${error.code} ${error.message}`;
}

function namesVictim(victim: Organization, rows: Row[]): boolean {
  return JSON.stringify(rows).includes(victim.id);
}
