import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { become } from "@/tests/support/database";
import { callRows, createCustomer, createProperty } from "./company";
import { ask, complaints, define } from "./fields";
import type { Values } from "./fields";
import { openPlanning } from "./planning";
import type { Planning, Visit } from "./planning";

let acme: Planning;
type WithFields = Visit & { custom_fields: Values };

beforeAll(async () => {
  acme = await openPlanning();
  await define(acme, { entity: "booking", name: "Meter", type: "number", is_personal: false });
  await define(acme, { entity: "booking", name: "Who opened" });
});
afterAll(() => acme.database.close());

const plan = (more: Record<string, unknown>) => acme.plan(more) as Promise<WithFields>;
const change = (visit: Visit, changes: Record<string, unknown>) =>
  acme.change(visit, changes) as Promise<WithFields>;
const AT = { starts_at: "2031-03-03T14:00:00Z", ends_at: "2031-03-03T15:00:00Z" };

const OF_FIELDS = ["check_custom_fields", "require_fields", "merge_fields"];

/** How often a planner's call of a function asks the functions of custom fields. */
async function callsOf(name: string, payload: Record<string, unknown>): Promise<Record<string, number>> {
  return acme.sql.begin(async (tx) => {
    await tx`set local track_functions = 'all'`;
    await become(tx, acme.at(acme.owner));
    // What this connection counted before may still be among it.
    const counted = async () => {
      const rows = await tx<{ name: string; calls: number }[]>`
        select funcname as name, calls::int as calls from pg_stat_xact_user_functions
        where funcname = any (${OF_FIELDS})`;
      return new Map(rows.map(({ name: each, calls }) => [each, calls]));
    };
    const before = await counted();
    await tx.unsafe(`select public.${name}(payload => $1)`, [payload as never]);
    const after = await counted();
    const calls = OF_FIELDS.map((each) => [each, (after.get(each) ?? 0) - (before.get(each) ?? 0)] as const);
    return Object.fromEntries(calls.filter(([, count]) => count > 0));
  });
}

test("a visit without values asks nothing about fields, neither planned nor moved; one with values asks once", async () => {
  const { id: job_id } = await acme.job();
  expect(await callsOf("create_booking", { job_id })).toEqual({});
  expect(await callsOf("create_booking", { job_id, custom_fields: { meter: 1 } })).toEqual({
    check_custom_fields: 1,
    merge_fields: 1,
    require_fields: 1,
  });
  const visit = await plan({ custom_fields: { meter: 7 } });
  const moves = [{ id: visit.id, version: visit.version, ...AT }];
  expect(await callsOf("move_bookings", { moves })).toEqual({});
  expect(await acme.visit(visit.id)).toMatchObject({ status: "scheduled", custom_fields: { meter: 7 } });
});

describe("a required field of visits", () => {
  test("is asked of whoever fills in fields, and cannot be cleared; who knows of none is not held up", async () => {
    const field = await define(acme, { entity: "booking", name: "Ladder", is_required: true });
    const missing = [["custom_fields.ladder", "required"]];
    expect((await plan({})).custom_fields).toEqual({});
    expect(await complaints(plan({ custom_fields: { meter: 1 } }))).toEqual(missing);
    const visit = await plan({ custom_fields: { ladder: "long" } });
    expect(await complaints(change(visit, { custom_fields: { ladder: null } }))).toEqual(missing);
    expect((await change(visit, { instructions: "Ring twice" })).custom_fields).toEqual({ ladder: "long" });
    await ask(acme, "delete_custom_field", { id: field.id, expected_version: null });
  });
});

describe("values of a visit", () => {
  test("are written also when it is over, because a meter is read at the end", async () => {
    const ann = await acme.hireResource("Ann");
    let visit: Visit = await plan({
      ...AT,
      starts_at: "2031-04-03T14:00:00Z",
      ends_at: "2031-04-03T15:00:00Z",
    });
    visit = await acme.change(visit, { assignments: [{ resource_id: ann }] });
    visit = await acme.step(visit, "on_site");
    visit = await acme.step(visit, "completed", { outcome: "done" });
    const read = await change(visit, { custom_fields: { meter: 1204.5 } });
    expect(read).toMatchObject({ status: "completed", custom_fields: { meter: 1204.5 } });
    expect(await acme.periods(ann)).toHaveLength(1);
  });

  test("find it, also among the visits of one's own, by fields of visits only", async () => {
    await define(acme, { entity: "job", name: "Case" });
    const technician = await acme.hire("technician");
    const mine = await acme.hireResource("Tom", { userId: technician.id });
    const one = await plan({ custom_fields: { who_opened: "Tom's neighbour" } });
    const two = await plan({
      starts_at: "2031-05-03T14:00:00Z",
      ends_at: "2031-05-03T15:00:00Z",
      assignments: [{ resource_id: mine }],
      custom_fields: { who_opened: "Tom's neighbour" },
    });
    const list = async (custom_fields: Values, as = acme.owner) => {
      const args = { filters: { custom_fields }, page_limit: 50, after_key: null };
      const rows = await callRows<{ row: { id: string } }>(
        acme.sql,
        acme.at(as),
        "list_bookings",
        args,
        "row",
      );
      return rows.map(({ row }) => row.id);
    };
    expect((await list({ who_opened: "Tom's neighbour" })).sort()).toEqual([one.id, two.id].sort());
    expect(await list({ who_opened: "Tom's neighbour" }, technician)).toEqual([two.id]);
    expect(await list({ who_opened: "Tom" })).toEqual([]);
    await expect(list({ case: "A" })).rejects.toMatchObject({ code: "CO422", hint: "custom_fields" });
  });

  test("are cleared with the person where they may be personal, and stay where they are not", async () => {
    const { id: customer_id } = await createCustomer(acme, { last_name: "Silva" });
    const { id: property_id } = await createProperty(acme, customer_id);
    const { id: job_id } = await acme.job({ customer_id, property_id });
    const visit = await plan({ job_id, custom_fields: { meter: 3, who_opened: "Ida Silva" } });
    await acme.step(visit, "cancelled", { reason: "Moved away" });
    const asked = { kind: "customer", id: customer_id, reason: "Asked by letter" };
    await ask(acme, "erase_person", { payload: asked });
    expect(await acme.visit(visit.id)).toMatchObject({ custom_fields: { meter: 3 } });
  });
});
