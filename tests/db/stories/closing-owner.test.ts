import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { asIdentity, refusal, signedIn } from "@/tests/support/database";
import type { TestUser } from "@/tests/support/database";
import { call, callRows, createCustomer, foundCompany, openCompany } from "./company";
import type { Company } from "./company";

let acme: Company;
let other: Omit<Company, "database">;
let second: TestUser;
let admin: TestUser;

beforeAll(async () => {
  acme = await openCompany("Acme Heating");
  other = await foundCompany(acme.sql, "Other Heating");
  second = await acme.hire("owner");
  admin = await acme.hire("admin");
  await createCustomer(acme, { first_name: "Ana" });
});
afterAll(() => acme.database.close());

type Closing = { org_id: string; name: string; closes_at: string; is_reopenable: boolean };
const close = (payload: Record<string, unknown>, as: TestUser = acme.owner) =>
  call<{ status: number; data: Closing }>(acme.sql, acme.at(as), "close_organization", { payload });
/** Outside of every organization, as somebody is whose only one is closed. */
const outside = (as: TestUser) => signedIn(as);
const closings = async (as: TestUser) =>
  (await callRows<{ value: Closing }>(acme.sql, outside(as), "list_closings", {})).map(({ value }) => value);
const reopen = (as: TestUser) =>
  call<{ status: number; data: { org_id: string } }>(acme.sql, outside(as), "reopen_organization", {
    payload: { org_id: acme.orgId },
  });
const sees = async (as: TestUser) =>
  (await asIdentity(acme.sql, acme.at(as), (tx) => tx`select id from public.customers`)).length;
const audited = async () =>
  (
    await acme.sql`
    select action, actor_id, severity from public.audit_logs
    where org_id = ${acme.orgId} and entity = 'organization' and severity = 'critical' order by id`
  ).map(({ action, actor_id }) => [action, actor_id] as unknown);

describe("closing", () => {
  test("is the owner's alone, by the name as it is written, with seven to ninety days of grace", async () => {
    expect(await refusal(close({ name: "Acme Heating" }, admin))).toMatchObject({ code: "42501" });
    expect(await refusal(close({ name: "acme heating" }))).toMatchObject({ code: "CO422", hint: "name" });
    expect(await refusal(close({ name: "Acme Heating", grace_days: 1 }))).toMatchObject({
      code: "CO422",
      hint: "grace_days",
    });
    expect(await sees(acme.owner)).toBe(1);
  });

  test("is the owner's alone although an admin was granted the right", async () => {
    await acme.sql`
      insert into public.user_permissions (org_id, user_id, resource, permission, effect, scope, reason)
      values (${acme.orgId}, ${admin.id}, 'organizations', 'delete', 'grant', 'all', 'A mistake')`;
    expect(await refusal(close({ name: "Acme Heating" }, admin))).toMatchObject({ code: "42501" });
  });

  test("asks who has not just proved that it is him", async () => {
    const stale = acme.at(acme.owner);
    const claims = { ...stale.claims, amr: [{ method: "password", timestamp: 1 }] } as never;
    const attempt = call(acme.sql, { ...stale, claims }, "close_organization", {
      payload: { name: "Acme Heating" },
    });
    expect(await refusal(attempt)).toMatchObject({ code: "CO403" });
  });

  test("shuts everybody out at once and says when it is deleted", async () => {
    const { status, data } = await close({ name: " Acme Heating ", reason: "Retired" });
    expect(status).toBe(201);
    const days = (Date.parse(data.closes_at) - Date.now()) / 86_400_000;
    expect(Math.round(days)).toBe(30);
    for (const person of [acme.owner, second, admin]) expect(await sees(person)).toBe(0);
    expect(await audited()).toEqual([["delete", acme.owner.id]]);
  });
});

describe("a closed organization", () => {
  test("is shown to its owners and to nobody else", async () => {
    expect(await closings(second)).toMatchObject([{ org_id: acme.orgId, is_reopenable: true }]);
    expect(await closings(admin)).toEqual([]);
    expect(await closings(other.owner)).toEqual([]);
  });

  test("is taken back by any owner, whole, and by nobody else", async () => {
    for (const person of [admin, other.owner])
      expect(await refusal(reopen(person))).toMatchObject({ code: "CO404" });
    expect((await reopen(second)).status).toBe(201);
    for (const person of [acme.owner, admin]) expect(await sees(person)).toBe(1);
    expect(await closings(second)).toEqual([]);
    expect(await audited()).toEqual([
      ["delete", acme.owner.id],
      ["restore", second.id],
    ]);
    expect(await refusal(reopen(second))).toMatchObject({ code: "CO404" });
  });

  test("that the operator closed is not for owners to open", async () => {
    await acme.sql`select private.begin_closing(${acme.orgId}, interval '30 days', 'unpaid')`;
    expect(await closings(second)).toMatchObject([{ is_reopenable: false }]);
    expect(await refusal(reopen(second))).toMatchObject({ code: "CO409" });
    expect(await sees(acme.owner)).toBe(0);
  });
});
