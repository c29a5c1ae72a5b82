import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Attacker } from "../../support/identities";
import type { Organization } from "../../support/world";
import { calls } from "./calls";
import { legitimate } from "./legitimate";
import type { Call } from "./calls";
import { reportCounts } from "./counts";
import { leaked } from "./oracle";
import { openRestGround } from "./rest-ground";
import type { RestGround } from "./rest-ground";
import { restEnding } from "./rest-session";
import type { RestRequest } from "./rest-verbs";

let ground: RestGround;
let checks = 0;
/** By organization, since the last call that was not refused: a digest costs more than the call. */
const digests = new Map<string, string>();

beforeAll(async () => {
  ground = await openRestGround();
});
afterAll(() => ground?.close());

describe("over REST, no identity reaches a stranger's rows", () => {
  it.each(Object.keys(calls).filter((label) => label.startsWith("public.")))("through %s", async (label) => {
    const call = calls[label];
    if (!call) throw new Error(`No call ${label}.`);
    const wrong: string[] = [];
    for (const attacker of ground.attackers) wrong.push(...(await attack(attacker, label, call)));
    for (const victim of new Set(ground.attackers.map((attacker) => attacker.victim)))
      if (await hasChanged(victim)) wrong.push(`refused, and yet the rows of ${victim.word} changed`);
    expect(wrong).toEqual([]);
  });

  it("through no internal function", async () => {
    const wrong: string[] = [];
    const internal = Object.keys(calls).filter((label) => !label.startsWith("public."));
    // What is not exposed is so for everybody: it is decided before the caller is looked at.
    const asked = ["owner", "anon", "service_role"];
    for (const attacker of ground.attackers.filter(({ name }) => asked.includes(name))) {
      for (const label of internal) {
        const [schema, name] = label.split(".");
        const headers = { "content-type": "application/json", "content-profile": schema ?? "" };
        for (const sent of [headers, { "content-type": "application/json" }]) {
          const request = { method: "POST", path: `/rpc/${name}`, body: {}, headers: sent } as const;
          const outcome = await ground.rest.send(attacker.identity, request);
          checks++;
          if (restEnding(outcome) !== "not exposed")
            wrong.push(`${attacker.name}, ${label}: ${restEnding(outcome)}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  it("with a token that is none: expired, unsigned, signed by another key", async () => {
    const { attackers, gateway } = ground;
    const [attacker] = attackers;
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
    await reportCounts("functions over REST", {
      functions: Object.keys(calls).length,
      identities: attackers.length,
      checks,
    });
  });
});

/** Whether the rows are others than when this was asked before; `isKnown` is content with an earlier digest. */
async function hasChanged(organization: Organization, { isKnown = false } = {}): Promise<boolean> {
  const before = digests.get(organization.id);
  if (isKnown && before !== undefined) return false;
  const now = await ground.digest(organization);
  digests.set(organization.id, now);
  return before !== undefined && before !== now;
}

async function attack(attacker: Attacker, label: string, call: Call): Promise<string[]> {
  const { rest, world } = ground;
  if (legitimate.some((entry) => entry.identity === attacker.name && entry.calls.test(label))) return [];
  const args = call.args(attacker.victim, world);
  // What names nothing of the victim is tried by SQL, where it can be taken back.
  if (JSON.stringify(args) === JSON.stringify(call.args(attacker.home ?? world.home, world))) return [];
  await hasChanged(attacker.victim, { isKnown: true });
  const outcome = await rest.send(attacker.identity, rpc(label, args));
  checks++;
  const wrong: string[] = [];
  if (outcome.code === null && (await hasChanged(attacker.victim)))
    wrong.push(`${attacker.name}: the victim's rows changed`);
  // One's own organization, where one may write, is the victim of others.
  if (outcome.code === null) digests.clear();
  const leak = leaked(attacker.victim, outcome.body);
  if (leak) wrong.push(`${attacker.name}: leaked "${leak}"`);
  const ending = restEnding(outcome);
  const expected = attacker.home ? [call.refusal, "forbidden"] : (call.outside ?? ["forbidden"]);
  const words: readonly string[] = [...expected, "forbidden"].map((word) =>
    word === "23503" ? "no such row" : word,
  );
  if (!words.includes(ending)) wrong.push(`${attacker.name}: ${ending} instead of ${words.join(" or ")}`);
  return wrong;
}

function rpc(label: string, args: Record<string, unknown>): Omit<RestRequest, "verb" | "ending"> {
  const headers = { "content-type": "application/json", "idempotency-key": "matrix" };
  return { method: "POST", path: `/rpc/${label.split(".")[1]}`, body: args, headers };
}
