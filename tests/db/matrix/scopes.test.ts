import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDatabase, quote } from "../../support/database";
import type { TestDatabase } from "../../support/database";
import { callOf, readFunctions } from "../../support/functions";
import type { DatabaseFunction } from "../../support/functions";
import { memberOf } from "../../support/identities";
import { insertRow } from "../../support/seeding";
import { createWorld } from "../../support/world";
import type { Organization, World } from "../../support/world";
import { calls } from "./calls";
import { installOracle, leaked } from "./oracle";
import { readPrivileges } from "./privileges";
import type { Privileges } from "./privileges";
import { AttackSession } from "./session";
import { attempts } from "./verbs";

let database: TestDatabase;
let world: World;
let functions: DatabaseFunction[];
let may: Privileges;
let session: AttackSession;
/** Records of the same organization that are not the technician's: he is to see as little of them as a stranger. */
let others: Organization;

beforeAll(async () => {
  database = await openDatabase();
  world = await createWorld(database.sql);
  functions = await readFunctions(database.sql);
  others = await seedOthers();
  may = await readPrivileges(database.sql, world.relations);
  await installOracle(database.sql, world.relations);
  session = await AttackSession.open(database.sql);
});

afterAll(async () => {
  await session?.close();
  await database?.close();
});

const records = [
  "public.customers",
  "public.customer_contacts",
  "public.properties",
  "public.jobs",
  "public.bookings",
  "public.bookable_resources",
  "public.crews",
  "public.resource_skills",
  "public.resource_time_off",
  "public.attachments",
];
/** Whose readable columns hold no word: that a row is seen by the office is told by its being there. */
const wordless = new Set(["public.resource_time_off"]);

async function seedOthers(): Promise<Organization> {
  const { home } = world;
  const made: Organization = { ...home, word: "echidnaown", phone: "+12025550122", rows: new Map(home.rows) };
  await database.sql.begin(async (tx) => {
    for (const label of records) {
      const relation = world.relations.find((candidate) => candidate.label === label);
      if (!relation) throw new Error(`No relation ${label}.`);
      const ground = {
        orgId: home.id,
        word: made.word,
        phone: made.phone,
        userId: home.people.owner.id,
        rows: made.rows,
      };
      made.rows.set(label, await insertRow(tx, relation, ground));
    }
    await tx`update public.customers set assigned_to = null where org_id = ${home.id} and id = ${String(made.rows.get("public.customers")?.id)}`;
  });
  return made;
}

/** Functions that name or find a record. The seeded saved view is the technician's own. */
const aboutRecords = Object.keys(calls).filter(
  (label) =>
    label !== "public.delete_saved_view" &&
    /^public\.(delete|restore|list|search|create_contact|create_property|get_(resource|crew|availability|time_off)$)/.test(
      label,
    ),
);

describe("scope own", () => {
  const technician = () => memberOf(world.home, "technician");

  it.each(records)("a technician neither reads nor writes another's row of %s", async (label) => {
    const relation = world.relations.find((candidate) => candidate.label === label);
    const target = others.rows.get(label);
    if (!relation || !target) throw new Error(`No row of ${label}.`);
    const aim = { relation, role: "authenticated", target, own: null, may, foreign: () => null };
    const wrong: string[] = [];
    for (const attempt of attempts(aim)) {
      const outcome = await session.attempt(technician(), attempt.statement);
      const leak = leaked(others, outcome.error ?? outcome.rows);
      if (leak) wrong.push(`${attempt.verb}: leaked "${leak}"`);
      if (!outcome.error && outcome.count > 0 && !/^(select|count)$/.test(attempt.verb))
        wrong.push(`${attempt.verb}: ${outcome.count} rows`);
    }
    expect(wrong).toEqual([]);
    const [seen] = (
      await session.attempt(memberOf(world.home, "dispatcher"), attempts(aim)[1]?.statement ?? "")
    ).rows;
    if (wordless.has(label)) expect(seen).toBeDefined();
    else expect(leaked(others, seen)).not.toBeNull();
  });

  it.each(aboutRecords)("a technician gets nothing of another's records through %s", async (label) => {
    const outcome = await session.attempt(
      technician(),
      statementFor(label, others),
      undefined,
      calls[label]?.before?.(others, world),
    );
    expect(leaked(others, outcome.error ?? outcome.rows)).toBeNull();
    if (!/list|search/.test(label)) expect(outcome.error?.code).toMatch(/^(42501|CO404|CO422)$/);
  });

  it("his own he finds", async () => {
    const outcome = await session.attempt(technician(), statementFor("public.search_customers", world.home));
    expect(leaked(world.home, outcome.rows)).not.toBeNull();
  });
});

/** What needs no right of a role: oneself, one's organization, and going elsewhere. */
const withoutRights = [
  "public.get_me",
  "public.authorize_request",
  "public.has_permission",
  "public.user_has_permission",
  "public.create_organization",
  "public.switch_organization",
  "public.leave_organization",
  "public.list_closings",
  "public.list_sessions",
  "public.end_session",
  "public.get_two_step",
  "public.record_proof",
  "public.create_recovery_codes",
  "public.use_recovery_code",
];

describe("a member whose role has no right at all", () => {
  const viewer = () => memberOf(world.home, "viewer");
  const stripped = () =>
    `delete from public.role_permissions where org_id = ${quote(world.home.id)} and role = 'viewer'`;

  it("reads himself and his organization, and no other row of any relation", async () => {
    const seen: Record<string, number> = {};
    for (const relation of world.relations) {
      const columns = may.columns("authenticated", relation, "select");
      if (columns.length === 0) continue;
      const list = columns.map((name) => `"${name}"`).join(", ");
      const outcome = await session.attempt(
        viewer(),
        `select ${list} from ${relation.schema}.${relation.name}`,
        undefined,
        stripped(),
      );
      if (outcome.rows.length > 0) seen[relation.label] = outcome.rows.length;
    }
    expect(seen).toEqual({
      "public.organizations": 1,
      "public.organization_members": 1,
      "public.profiles": 1,
    });
  });

  it.each(
    Object.keys(calls).filter((label) => label.startsWith("public.") && Array.isArray(calls[label]?.by)),
  )("through %s", async (label) => {
    const call = calls[label];
    if (!call || call.by.length === 0) return;
    const before = `${stripped()}; ${call.before?.(world.home, world) ?? "select"}`;
    const outcome = await session.attempt(viewer(), statementFor(label, world.home), undefined, before);
    if (withoutRights.includes(label)) {
      expect(outcome.error).toBeNull();
    } else if (label === "public.reopen_organization") {
      // Outside of every organization no role has rights; it asks whose the organization was.
      expect(outcome.error?.code).toBe("CO404");
    } else if (label === "public.search_all") {
      expect(outcome.rows).toEqual([]);
    } else {
      expect(outcome.error?.code).toBe("42501");
    }
  });
});

function statementFor(label: string, organization: Organization): string {
  const target = functions.find((candidate) => candidate.label === label);
  const call = calls[label];
  if (!target || !call) throw new Error(`No function ${label}.`);
  const args = call.args(organization, world);
  // A list is asked for everything: a filter could hide what it must not hold.
  return callOf(target, "filters" in args ? { ...args, filters: {} } : args);
}
