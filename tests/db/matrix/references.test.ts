import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDatabase, quoteName } from "../../support/database";
import type { TestDatabase } from "../../support/database";
import type { Relation } from "../../support/relations";
import type { Row } from "../../support/seeding-values";
import { createWorld, referenceTo } from "../../support/world";
import type { World } from "../../support/world";
import { reportCounts } from "./counts";
import { AttackSession } from "./session";
import type { Outcome } from "./session";
import { keyOf, literal, nameOf, referenceColumns } from "./verbs";

let database: TestDatabase;
let world: World;
let session: AttackSession;
let checks = 0;
let twins = 0;

beforeAll(async () => {
  database = await openDatabase();
  world = await createWorld(database.sql);
  session = await AttackSession.open(database.sql);
});

afterAll(async () => {
  await session?.close();
  await database?.close();
});

/** What an account keeps for itself, in whatever organization it is. */
const ofAccounts = ["private.recovery_codes", "private.session_proofs"];

/** Tables that hold rows of organizations, and their references within the organization. */
function referring(): { relation: Relation; column: string }[] {
  return world.relations
    .filter((relation) => relation.kind !== "partition" && world.home.rows.has(relation.label))
    .filter(({ label }) => label !== "public.organization_members" && !ofAccounts.includes(label))
    .flatMap((relation) => referenceColumns(relation).map((column) => ({ relation, column })));
}

/** Row security, grants and triggers of a member do not bind the superuser: what refuses him is the constraint. */
describe("not even the superuser makes a row name another organization's", () => {
  it("by any reference of any table", async () => {
    const wrong: string[] = [];
    for (const { relation, column } of referring()) {
      const own = world.home.rows.get(relation.label) ?? {};
      const foreign = await pointed(relation, column, own, referenceTo(world.victim, relation, column));
      checks++;
      if (foreign.error?.code !== "23503") wrong.push(`${relation.label}.${column}: ${words(foreign)}`);
      const twin = await pointed(relation, column, own, own[column] ?? null);
      if (twin.error) wrong.push(`${relation.label}.${column}, own: ${words(twin)}`);
      else twins++;
    }
    expect(wrong).toEqual([]);
  });

  it("by moving a row of a business table over", async () => {
    const wrong: string[] = [];
    const business = world.relations.filter(
      (relation) =>
        relation.schema === "public" &&
        relation.columns.some((column) => column.name === "version") &&
        world.home.rows.has(relation.label),
    );
    for (const relation of business) {
      for (const name of ["org_id", "id"].filter((column) =>
        relation.columns.some((candidate) => candidate.name === column),
      )) {
        const own = world.home.rows.get(relation.label) ?? {};
        const value = name === "org_id" ? world.victim.id : crypto.randomUUID();
        const statement = `update ${nameOf(relation)} set ${name} = ${literal(value)} where ${keyOf(relation, own)}`;
        const outcome = await session.attempt(null, statement);
        checks++;
        if (outcome.error?.code !== "42501") wrong.push(`${relation.label}.${name}: ${words(outcome)}`);
      }
    }
    expect(wrong).toEqual([]);
    await reportCounts("references as superuser", { checks, twins });
  });
});

/** A row that names exactly one of several records names no other, and says of which kind it is. */
const companions: Record<string, string> = {
  "public.resource_occupancy.hold_id":
    "kind = 'hold', booking_id = null, assignment_id = null, overlap_reason = null, overlap_by = null, expires_at = now()",
  "public.resource_occupancy.time_off_id":
    "kind = 'time_off', booking_id = null, assignment_id = null, overlap_reason = null, overlap_by = null",
  "public.role_permissions.custom_role_id": "role = null",
  "public.activities.property_id": "customer_id = null",
  "public.activities.job_id": "customer_id = null",
  "public.activities.booking_id": "customer_id = null",
  "public.attachments.property_id": "customer_id = null",
  "public.attachments.job_id": "customer_id = null",
  "public.attachments.booking_id": "customer_id = null",
  "public.attachments.booking_request_id": "customer_id = null",
  "public.sample_records.resource_id": "customer_id = null",
  "public.sample_records.tag_id": "customer_id = null",
  "public.booking_requests.job_id": "status = 'planned', decided_at = now()",
  "public.booking_requests.decided_by": "status = 'planned'",
  "public.offline_sync_queue.decided_by": "state = 'decided', decision = 'note'",
  "public.notification_intents.user_id": "audience = 'member'",
  "public.notification_intents.withdrawn_by": "withdrawn_reason = 'by_hand'",
  "public.service_reports.file_id": "state = 'ready', document_sha256 = repeat('d', 64)",
};

const words = (outcome: Outcome): string => outcome.error?.message ?? "accepted";

/** Triggers that keep a record with its customer would refuse before the constraint does; they are off here. */
async function pointed(relation: Relation, column: string, own: Row, value: unknown): Promise<Outcome> {
  // Who did something is only said together with when.
  const time = column.replace(/_by$/, "_at");
  const when = column !== time && relation.columns.some((candidate) => candidate.name === time);
  const others = value === null ? undefined : companions[`${relation.label}.${column}`];
  const set = [
    `${quoteName(column)} = ${literal(value)}`,
    ...(when && value !== null ? [`${quoteName(time)} = now()`] : []),
    ...(others ? [others] : []),
  ].join(", ");
  const statement = `update ${nameOf(relation)} set ${set} where ${keyOf(relation, own)}`;
  return session.attempt(null, statement, undefined, `alter table ${nameOf(relation)} disable trigger user`);
}
