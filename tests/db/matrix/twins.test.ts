import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDatabase } from "../../support/database";
import type { Identity, TestDatabase } from "../../support/database";
import { memberOf, memberRoles } from "../../support/identities";
import type { Relation } from "../../support/relations";
import { createWorld, referenceTo } from "../../support/world";
import type { World } from "../../support/world";
import { reportCounts } from "./counts";
import { nobodyMay } from "./nobody";
import { readPrivileges } from "./privileges";
import type { Privileges } from "./privileges";
import { AttackSession } from "./session";
import { attempts } from "./verbs";
import type { Attempt } from "./verbs";

let database: TestDatabase;
let world: World;
let may: Privileges;
let session: AttackSession;
let twins = 0;
let nobodies = 0;
const needed = new Set<string>();

beforeAll(async () => {
  database = await openDatabase();
  world = await createWorld(database.sql);
  may = await readPrivileges(database.sql, world.relations);
  session = await AttackSession.open(database.sql);
});

afterAll(async () => {
  await session?.close();
  await database?.close();
});

/** Everyone who could have a right to the victim's own rows. */
function insiders(): Identity[] {
  return [
    ...memberRoles.map((role) => memberOf(world.victim, role)),
    { name: "worker", role: "callout_worker", claims: null },
    { name: "service_role", role: "service_role", claims: { role: "service_role" } },
  ];
}

describe("every denial has an allowed twin", () => {
  it("somebody of the organization succeeds with what strangers are denied, or nobody may and the list says why", async () => {
    const wrong: string[] = [];
    for (const relation of world.relations) {
      const row = world.victim.rows.get(relation.parent ?? relation.label);
      if (!row) continue;
      const foreign = (column: string): unknown => referenceTo(world.victim, relation, column);
      const own = { relation, role: "authenticated", target: row, own: row, may, foreign };
      for (const attempt of attempts(own)) wrong.push(...(await findTwin(relation, attempt)));
    }
    expect(wrong).toEqual([]);
  });

  it("needs every entry of the list", async () => {
    expect(nobodyMay.filter((entry) => !needed.has(entry.reason)).map((entry) => entry.reason)).toEqual([]);
    await reportCounts("twins by SQL", { "operations with a twin": twins, "that nobody may": nobodies });
  });
});

async function findTwin(relation: Relation, attempt: Attempt): Promise<string[]> {
  const listed = nobodyMay.find(
    (entry) => entry.relations.test(relation.label) && entry.verbs.test(attempt.verb),
  );
  const allowed = await firstAllowed(attempt);
  if (listed) needed.add(listed.reason);
  if (allowed && !listed) twins++;
  if (!allowed && listed) nobodies++;
  if (allowed && listed)
    return [`${relation.label}, ${attempt.verb}: ${allowed} may, though the list says nobody`];
  return allowed || listed
    ? []
    : [`${relation.label}, ${attempt.verb}: nobody succeeds\n    ${attempt.statement.slice(0, 200)}`];
}

/** The first who gets through with an effect: a row read, written or locked. */
async function firstAllowed(attempt: Attempt): Promise<string | null> {
  for (const identity of insiders()) {
    const outcome = await session.attempt(identity, attempt.twin ?? attempt.statement);
    if (!outcome.error && Math.max(outcome.count, outcome.rows.length) > 0) return identity.name;
  }
  return null;
}
