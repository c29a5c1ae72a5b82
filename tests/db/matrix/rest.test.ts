import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDatabase, quote } from "../../support/database";
import type { TestDatabase } from "../../support/database";
import { openGateway } from "../../support/gateway";
import type { TestGateway } from "../../support/gateway";
import { attackers as everyAttacker } from "../../support/identities";
import type { Attacker } from "../../support/identities";
import type { Relation } from "../../support/relations";
import { rowFor } from "../../support/seeding";
import type { Row } from "../../support/seeding";
import { createWorld, referenceTo } from "../../support/world";
import type { Organization, World } from "../../support/world";
import { calls, legitimate } from "./calls";
import { reportCounts } from "./counts";
import { installOracle, leaked, namesOfVictim } from "./oracle";
import { readPrivileges } from "./privileges";
import type { Privileges } from "./privileges";
import { RestSession, restEnding } from "./rest-session";
import type { RestOutcome } from "./rest-session";
import { restRequests } from "./rest-verbs";
import type { RestRequest } from "./rest-verbs";

let database: TestDatabase;
let gateway: TestGateway;
let world: World;
let may: Privileges;
let rest: RestSession;
let checks = 0;

beforeAll(async () => {
  database = await openDatabase();
  world = await createWorld(database.sql);
  may = await readPrivileges(database.sql, world.relations);
  await installOracle(database.sql, world.relations);
  gateway = await openGateway(database);
  rest = new RestSession(gateway);
});

afterAll(async () => {
  await gateway?.close();
  await database?.close();
});

/** The worker has no token: it does not speak REST. */
const attackers = (): Attacker[] => everyAttacker(world).filter((attacker) => attacker.name !== "worker");

async function digest(organization: Organization): Promise<string> {
  const [row] = await database.sql.unsafe(`select oracle.snapshot(${quote(organization.id)}) as digest`);
  return String(row?.digest);
}

describe("over REST, no identity reaches a stranger's rows", () => {
  // Each identity's turn at each relation: some ten thousand requests, one after the other.
  it("in any relation, by any verb", { timeout: 400_000 }, async () => {
    const wrong: string[] = [];
    for (const attacker of attackers()) {
      const before = await digest(attacker.victim);
      for (const relation of world.relations) wrong.push(...(await attack(attacker, relation)));
      if ((await digest(attacker.victim)) !== before)
        wrong.push(`${attacker.name}: the victim's rows changed`);
    }
    expect(wrong).toEqual([]);
  });

  it.each(Object.keys(calls).filter((label) => label.startsWith("public.")))("through %s", async (label) => {
    const call = calls[label];
    if (!call) throw new Error(`No call ${label}.`);
    const wrong: string[] = [];
    for (const attacker of attackers()) {
      if (legitimate.some((entry) => entry.identity === attacker.name && entry.calls.test(label))) continue;
      const args = call.args(attacker.victim, world);
      // What names nothing of the victim is tried by SQL, where it can be taken back.
      if (JSON.stringify(args) === JSON.stringify(call.args(attacker.home ?? world.home, world))) continue;
      const before = await digest(attacker.victim);
      const outcome = await rest.send(attacker.identity, rpc(label, args));
      checks++;
      if ((await digest(attacker.victim)) !== before)
        wrong.push(`${attacker.name}: the victim's rows changed`);
      const leak = leaked(attacker.victim, outcome.body);
      if (leak) wrong.push(`${attacker.name}: leaked "${leak}"`);
      const ending = restEnding(outcome);
      const expected = attacker.home ? [call.refusal, "forbidden"] : (call.outside ?? ["forbidden"]);
      const words: readonly string[] = [...expected, "forbidden"].map((word) =>
        word === "23503" ? "no such row" : word,
      );
      if (!words.includes(ending)) wrong.push(`${attacker.name}: ${ending} instead of ${words.join(" or ")}`);
    }
    expect(wrong).toEqual([]);
  });

  it("through no internal function", async () => {
    const wrong: string[] = [];
    const internal = Object.keys(calls).filter((label) => !label.startsWith("public."));
    // What is not exposed is so for everybody: it is decided before the caller is looked at.
    const asked = ["owner", "anon", "service_role"];
    for (const attacker of attackers().filter(({ name }) => asked.includes(name))) {
      for (const label of internal) {
        const [schema, name] = label.split(".");
        const headers = { "content-type": "application/json", "content-profile": schema ?? "" };
        for (const sent of [headers, { "content-type": "application/json" }]) {
          const request = { method: "POST", path: `/rpc/${name}`, body: {}, headers: sent } as const;
          const outcome = await rest.send(attacker.identity, request);
          checks++;
          if (restEnding(outcome) !== "not exposed")
            wrong.push(`${attacker.name}, ${label}: ${restEnding(outcome)}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  it("with a token that is none: expired, unsigned, signed by another key", async () => {
    const [attacker] = attackers();
    if (!attacker) throw new Error("No attackers.");
    const valid = await gateway.tokenFor(attacker.identity);
    const [head, body] = valid.split(".");
    const unsigned = `${Buffer.from('{"alg":"none","typ":"JWT"}').toString("base64url")}.${body}.`;
    const other = `${head}.${body}.${Buffer.alloc(64, 7).toString("base64url")}`;
    for (const token of [await gateway.tokenFor(attacker.identity, -120), unsigned, other]) {
      const response = await fetch(`${gateway.url}/rest/v1/customers`, {
        headers: { apikey: gateway.publishableKey, authorization: `Bearer ${token}` },
      });
      checks++;
      expect(response.status).toBe(401);
    }
    await reportCounts("over REST", {
      relations: world.relations.length,
      identities: attackers().length,
      checks,
    });
  });
});

function rpc(label: string, args: Record<string, unknown>): Omit<RestRequest, "verb" | "ending"> {
  const headers = { "content-type": "application/json", "idempotency-key": "matrix" };
  return { method: "POST", path: `/rpc/${label.split(".")[1]}`, body: args, headers };
}

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
  const outcome = await rest.send(attacker.identity, request);
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
  const outcome = await rest.send(attacker.identity, twin);
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
