import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDatabase } from "../../support/database";
import type { Identity, TestDatabase } from "../../support/database";
import { callOf, readFunctions } from "../../support/functions";
import type { DatabaseFunction } from "../../support/functions";
import {
  attackers as everyAttacker,
  customerOf,
  memberOf,
  memberRoles,
  visitorOf,
} from "../../support/identities";
import type { Attacker } from "../../support/identities";
import { createWorld } from "../../support/world";
import type { Organization, World } from "../../support/world";
import { calls } from "./calls";
import { legitimate } from "./legitimate";
import type { Call } from "./calls";
import { reportCounts } from "./counts";
import { installOracle, leaked, namesOfVictim } from "./oracle";
import { AttackSession } from "./session";
import type { Outcome } from "./session";
import { mixtures, withStrangers } from "./substitution";

/** With a key: what a function remembers, it remembers under one. */
const headers = { "idempotency-key": "matrix" };
const attackers = (of: World): Attacker[] =>
  everyAttacker(of).map((attacker) => ({ ...attacker, identity: { ...attacker.identity, headers } }));

let database: TestDatabase;
let world: World;
let functions: DatabaseFunction[];
let session: AttackSession;
let checks = 0;
let twins = 0;
const usedReasons = new Set<string>();

beforeAll(async () => {
  database = await openDatabase();
  world = await createWorld(database.sql);
  functions = await readFunctions(database.sql);
  await installOracle(database.sql, world.relations);
  session = await AttackSession.open(database.sql);
});

afterAll(async () => {
  await session?.close();
  await database?.close();
});

/** What members, the worker or a key may call at all; the rest is inner work of these. */
const isReachable = (target: DatabaseFunction): boolean => target.callers.length > 0;

describe("by SQL, no identity reaches a stranger's records through any function", () => {
  it("knows how each reachable function is called, and no function that is not there", () => {
    expect(functions.filter(isReachable).map((target) => target.label)).toEqual(Object.keys(calls).sort());
  });

  it("denies every identity the functions that only others call", async () => {
    const open: string[] = [];
    const inner = functions.filter((target) => !isReachable(target));
    for (const attacker of attackers(world)) {
      for (const target of inner) {
        checks++;
        const outcome = await session.attempt(attacker.identity, callOf(target, {}), attacker.victim.id);
        if (outcome.error?.code !== "42501")
          open.push(`${target.label} by ${attacker.name}: ${endingOf(outcome)}`);
      }
    }
    expect(open).toEqual([]);
  });

  it.each(Object.keys(calls))("%s", async (label) => {
    const target = functions.find((candidate) => candidate.label === label);
    const call = calls[label];
    if (!target || !call) throw new Error(`No function ${label}.`);
    const wrong: string[] = [];
    for (const attacker of attackers(world)) wrong.push(...(await attack(attacker, target, call)));
    wrong.push(...(await atHome(target, call)));
    expect(wrong).toEqual([]);
  });

  it("has used every reason given for an exception", async () => {
    const unused = legitimate.filter((entry) => !usedReasons.has(`${entry.identity} ${entry.calls.source}`));
    expect(unused).toEqual([]);
    await reportCounts("functions by SQL", {
      functions: functions.length,
      identities: attackers(world).length,
      checks,
      twins,
    });
  });
});

async function attack(attacker: Attacker, target: DatabaseFunction, call: Call): Promise<string[]> {
  if (isItsOwnCaller(attacker, call)) return [];
  const args = call.args(attacker.victim, world);
  const before = call.before?.(attacker.victim, world);
  const wrong: string[] = [];
  const outcome = await session.attempt(attacker.identity, callOf(target, args), attacker.victim.id, before);
  checks++;
  const fault = judge(attacker, target, call, outcome);
  if (fault) wrong.push(`${attacker.name}: ${fault}`);
  wrong.push(...(await compareWithUnknown(attacker, target, args, before, outcome)));
  if (attacker.home) wrong.push(...(await attackFromHome(attacker, attacker.home, target, call)));
  return wrong;
}

/** One id of the victim among ids of one's own: nothing of one's own may end up naming it. */
async function attackFromHome(
  attacker: Attacker,
  home: Organization,
  target: DatabaseFunction,
  call: Call,
): Promise<string[]> {
  const wrong: string[] = [];
  for (const { path, args } of mixtures(call.args(home, world), call.args(attacker.victim, world))) {
    const outcome = await session.attempt(
      attacker.identity,
      callOf(target, args),
      attacker.victim.id,
      call.before?.(home, world),
    );
    checks++;
    const leak = leaked(attacker.victim, outcome.error ?? outcome.rows);
    if (isLegitimate(attacker, target)) continue;
    if (outcome.victimChanged)
      wrong.push(`${attacker.name} with the victim's ${path}: the victim's rows changed`);
    if (leak) wrong.push(`${attacker.name} with the victim's ${path}: leaked "${leak}"`);
    if (outcome.error === null && namesOfVictim(attacker.victim, outcome.rows)) {
      wrong.push(`${attacker.name} with the victim's ${path}: a record of his own names the victim's`);
    }
  }
  return wrong;
}

/** An id of the victim and one that nobody has must get the same answer, else it tells which records exist. */
async function compareWithUnknown(
  attacker: Attacker,
  target: DatabaseFunction,
  args: Record<string, unknown>,
  before: string | undefined,
  known: Outcome,
): Promise<string[]> {
  const unknown = withStrangers(args);
  if (unknown === null || isLegitimate(attacker, target)) return [];
  const outcome = await session.attempt(attacker.identity, callOf(target, unknown), undefined, before);
  checks++;
  const words = (answer: Outcome): string =>
    JSON.stringify(
      answer.error ? [answer.error.code, answer.error.message, answer.error.hint] : answer.rows,
    ).replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "id");
  return words(outcome) === words(known)
    ? []
    : [`${attacker.name}: tells that the record exists: ${words(known)} against ${words(outcome)}`];
}

function judge(attacker: Attacker, target: DatabaseFunction, call: Call, outcome: Outcome): string | null {
  if (isLegitimate(attacker, target))
    return outcome.error ? `refused what is his: ${endingOf(outcome)}` : null;
  if (outcome.victimChanged) return "the victim's rows changed";
  const leak = leaked(attacker.victim, outcome.error ?? outcome.rows);
  if (leak) return `leaked "${leak}"`;
  const expected = expectedEndings(attacker, target, call);
  const actual = endingOf(outcome);
  return expected.includes(actual) ? null : `${actual} instead of ${expected.join(" or ")}`;
}

function expectedEndings(attacker: Attacker, target: DatabaseFunction, call: Call): readonly string[] {
  if (!target.callers.includes(attacker.identity.role)) return ["forbidden"];
  const role = attacker.identity.claims?.org_role;
  if (!attacker.home) return call.outside ?? ["forbidden"];
  if (attacker.hasOwnRights) return [call.refusal, call.atHome ?? "forbidden", "forbidden"];
  const mayAtHome = typeof call.by !== "string" && isMember(call.by, role);
  return [mayAtHome ? call.refusal : (call.atHome ?? (call.by.length === 0 ? call.refusal : "forbidden"))];
}

const isMember = (roles: readonly string[], role: string | undefined): boolean =>
  role !== undefined && roles.includes(role);

function endingOf({ error }: Outcome): string {
  if (!error) return "nothing";
  if (error.code === "42501") return "forbidden";
  return ["CO404", "CO409", "CO410", "CO422", "23503"].includes(error.code)
    ? error.code
    : `${error.code} ${error.message}`;
}

const isItsOwnCaller = (attacker: Attacker, call: Call): boolean =>
  attacker.identity.role === "callout_worker" && call.by === "callout_worker";

function isLegitimate(attacker: Attacker, target: DatabaseFunction): boolean {
  const entry = legitimate.find(
    (candidate) => candidate.identity === attacker.name && candidate.calls.test(target.label),
  );
  if (entry) usedReasons.add(`${entry.identity} ${entry.calls.source}`);
  return entry !== undefined;
}

/** The twin: whoever may, does the same at home and gets through; whoever may not is refused there as well. */
async function atHome(target: DatabaseFunction, call: Call): Promise<string[]> {
  const wrong: string[] = [];
  const args = call.args(world.victim, world);
  const before = call.before?.(world.victim, world);
  for (const { identity, may } of callersOf(call)) {
    const outcome = await session.attempt(identity, callOf(target, args), undefined, before);
    checks++;
    if (may && outcome.error)
      wrong.push(`${identity.name} may, but: ${outcome.error.code} ${outcome.error.message}`);
    if (may && !outcome.error) twins++;
    const refusal = call.atHome ?? "forbidden";
    if (!may && endingOf(outcome) !== refusal)
      wrong.push(`${identity.name} may not: ${endingOf(outcome)} instead of ${refusal}`);
  }
  return wrong;
}

function callersOf(call: Call): { identity: Identity; may: boolean }[] {
  if (call.by === "visitor") return [{ identity: { ...visitorOf(world.victim), headers }, may: true }];
  if (call.by === "customer") return [{ identity: { ...customerOf(world.victim), headers }, may: true }];
  if (typeof call.by === "string") {
    return [{ identity: { name: call.by, role: call.by, claims: { role: call.by }, headers }, may: true }];
  }
  // An invitation is nobody's by role: the invited person is its twin, tried among the attackers.
  if (call.by.length === 0) return [];
  const roles = call.by;
  return memberRoles.map((role) => ({
    identity: { ...memberOf(world.victim, role), headers },
    may: isMember(roles, role),
  }));
}
