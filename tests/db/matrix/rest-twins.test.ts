import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDatabase, quote } from "../../support/database";
import type { Identity, TestDatabase } from "../../support/database";
import { openGateway } from "../../support/gateway";
import type { TestGateway } from "../../support/gateway";
import { memberOf, memberRoles } from "../../support/identities";
import { createWorld, referenceTo } from "../../support/world";
import type { World } from "../../support/world";
import { calls } from "./calls";
import type { Call } from "./calls";
import { reportCounts } from "./counts";
import { keepPlans } from "./kept-rows";
import { nobodyMay } from "./nobody";
import { readPrivileges } from "./privileges";
import { RestSession, restEnding } from "./rest-session";
import { restRequests } from "./rest-verbs";
import type { RestRequest } from "./rest-verbs";

let database: TestDatabase;
let gateway: TestGateway;
let world: World;
let rest: RestSession;
let restorePlans: () => Promise<void>;
let twins = 0;

beforeAll(async () => {
  database = await openDatabase();
  world = await createWorld(database.sql);
  restorePlans = await keepPlans(database.sql, world.victim.id);
  gateway = await openGateway(database);
  rest = new RestSession(gateway);
});

afterAll(async () => {
  await gateway?.close();
  await database?.close();
});

/** REST commits, so what a twin did to people and records is taken back before the next. */
async function restore(): Promise<void> {
  const { victim } = world;
  const org = quote(victim.id);
  await restorePlans();
  const roles = memberRoles
    .map((role) => `(${quote(victim.people[role].id)}::uuid, ${quote(role)})`)
    .join(", ");
  const sessions = memberRoles
    .map((role) => victim.people[role])
    .map(({ id, sessionId }) => `(${quote(sessionId)}, ${quote(id)}, now(), now())`)
    .join(", ");
  await database.sql
    .unsafe(
      `update public.organizations set name = ${quote(`${victim.word} works`)}, status = 'active' where id = ${org};
       delete from ops.closings where org_id = ${org};
       insert into auth.sessions (id, user_id, created_at, updated_at) values ${sessions} on conflict do nothing;
       delete from private.ended_sessions;
       update public.customers set deleted_at = null, deleted_by = null where org_id = ${org};
       update public.customer_contacts set deleted_at = null, deleted_by = null where org_id = ${org};
       update public.properties set deleted_at = null, deleted_by = null where org_id = ${org};
       update public.organization_members m set role = r.role, status = 'active' from (values ${roles}) r (id, role)
         where m.org_id = ${org} and m.user_id = r.id`,
    )
    .simple();
}

describe("over REST, what strangers are denied somebody may", () => {
  it("in every exposed relation, but for what nobody may", async () => {
    const may = await readPrivileges(database.sql, world.relations);
    const wrong: string[] = [];
    for (const relation of world.relations.filter((candidate) => candidate.schema === "public")) {
      const row = world.victim.rows.get(relation.label) ?? {};
      const foreign = (column: string): unknown => referenceTo(world.victim, relation, column);
      for (const request of restRequests({
        relation,
        role: "authenticated",
        target: row,
        own: row,
        may,
        foreign,
      })) {
        // By SQL the list's verbs are the same; here a filter that all rows pass stands for none.
        const verb = request.verb.replace("of all rows", "without where");
        if (request.ending === "unsafe") continue;
        if (nobodyMay.some((entry) => entry.relations.test(relation.label) && entry.verbs.test(verb)))
          continue;
        if (upsertsNobody(relation.label, verb)) continue;
        if (await someoneMay(request)) twins++;
        else wrong.push(`${relation.label}, ${request.verb}: nobody succeeds`);
        await restore();
      }
    }
    expect(wrong).toEqual([]);
  });

  it.each(Object.keys(calls).filter((label) => label.startsWith("public.")))("through %s", async (label) => {
    const call = calls[label];
    const identity = call && callerOf(call);
    if (!call || !identity) return;
    const before = call.before?.(world.victim, world);
    if (before) await database.sql.unsafe(before).simple();
    const request = {
      method: "POST",
      path: `/rpc/${label.split(".")[1]}`,
      body: call.args(world.victim, world),
      headers: { "content-type": "application/json" },
    } as const;
    const outcome = await rest.send(identity, request);
    expect(`${restEnding(outcome)} ${outcome.status < 300 ? "" : outcome.body}`.trim()).toBe("nothing");
    twins++;
    await restore();
  });

  it("prints how many", async () => {
    await reportCounts("twins over REST", { twins });
    expect(twins).toBeGreaterThan(40);
  });
});

/** REST's upsert writes every given column back, also the customer of a record, or a view's list: they never change. */
const upsertsNobody = (label: string, verb: string): boolean =>
  verb === "upsert" &&
  ["public.customer_contacts", "public.properties", "public.saved_views"].includes(label);

async function someoneMay(request: RestRequest): Promise<boolean> {
  for (const role of memberRoles) {
    const outcome = await rest.send(memberOf(world.victim, role), request.twin ?? request);
    const isDone = outcome.status < 300;
    if (isDone && (request.method === "POST" || outcome.status === 204)) return true;
    if (isDone && (outcome.rows.length > 0 || (outcome.total ?? 0) > 0)) return true;
  }
  return false;
}

/** Null for what has no caller over REST: Auth's hook, and the invitation, which is a person's and not a role's. */
function callerOf(call: Call): Identity | null {
  if (call.by === "service_role") {
    return { name: "service_role", role: "service_role", claims: { role: "service_role" } };
  }
  const role = typeof call.by === "string" ? undefined : call.by[0];
  return role === undefined ? null : memberOf(world.victim, role);
}
