import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Attacker } from "../../support/identities";
import type { Relation } from "../../support/relations";
import { rowFor } from "../../support/seeding";
import type { Row } from "../../support/seeding-values";
import { referenceTo } from "../../support/world";
import type { Organization } from "../../support/world";
import { reportCounts } from "./counts";
import { leaked, namesOfVictim } from "./oracle";
import { readPrivileges } from "./privileges";
import type { Privileges } from "./privileges";
import { openRestGround } from "./rest-ground";
import type { RestGround } from "./rest-ground";
import { restEnding } from "./rest-session";
import type { RestOutcome } from "./rest-session";
import { restRequests } from "./rest-verbs";
import type { RestRequest } from "./rest-verbs";

let ground: RestGround;
let may: Privileges;
let checks = 0;

beforeAll(async () => {
  ground = await openRestGround();
  may = await readPrivileges(ground.database.sql, ground.world.relations);
});
afterAll(() => ground?.close());

describe("over REST, no identity reaches a stranger's rows", () => {
  // Each identity's turn at each relation: some ten thousand requests, those of a relation at the same time.
  it("in any relation, by any verb", { timeout: 900_000 }, async () => {
    const { attackers, world } = ground;
    const wrong: string[] = [];
    for (const attacker of attackers) {
      const before = await ground.digest(attacker.victim);
      for (const relation of world.relations) wrong.push(...(await attack(attacker, relation)));
      if ((await ground.digest(attacker.victim)) !== before)
        wrong.push(`${attacker.name}: the victim's rows changed`);
    }
    expect(wrong).toEqual([]);
    await reportCounts("relations over REST", {
      relations: world.relations.length,
      identities: attackers.length,
      checks,
    });
  });
});

async function attack(attacker: Attacker, relation: Relation): Promise<string[]> {
  const foreign = (column: string): unknown => referenceTo(attacker.victim, relation, column);
  const own = attacker.home && rowIn(relation, attacker.home);
  const aim = {
    relation,
    role: attacker.identity.role,
    target: rowIn(relation, attacker.victim),
    own,
    may,
    foreign,
  };
  const results = await Promise.all(restRequests(aim).map((request) => judged(attacker, relation, request)));
  return results.filter((fault) => fault !== null);
}

async function judged(attacker: Attacker, relation: Relation, request: RestRequest): Promise<string | null> {
  const ending = request.twin === undefined ? request.ending : await endingOfTwin(attacker, request.twin);
  const outcome = await ground.rest.send(attacker.identity, request);
  checks++;
  const fault = faultOf(attacker, ending, outcome);
  return fault && `${attacker.name}, ${relation.label}, ${request.verb}: ${fault}`;
}

function faultOf(attacker: Attacker, ending: string, outcome: RestOutcome): string | null {
  const leak = leaked(attacker.victim, outcome.body);
  if (leak) return `leaked "${leak}"`;
  const actual = restEnding(outcome);
  if (actual !== ending) return `${actual} instead of ${ending}`;
  if (outcome.total !== null && outcome.total > 0 && outcome.body === "") return `counted ${outcome.total}`;
  return namesOfVictim(attacker.victim, outcome.rows) ? "a row of the victim was returned" : null;
}

async function endingOfTwin(attacker: Attacker, twin: RestRequest): Promise<string> {
  const outcome = await ground.rest.send(attacker.identity, twin);
  return outcome.rows.length > 0 ? "no such row" : restEnding(outcome);
}

function rowIn(relation: Relation, organization: Organization): Row {
  const row = organization.rows.get(relation.parent ?? relation.label);
  if (row) return row;
  const userId = organization.people.owner.id;
  return rowFor(relation, {
    orgId: organization.id,
    word: "nobody",
    phone: "",
    userId,
    rows: organization.rows,
  });
}
