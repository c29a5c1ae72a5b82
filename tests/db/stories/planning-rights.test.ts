import { afterAll, beforeAll, expect, test } from "vitest";
import { refusal } from "@/tests/support/database";
import type { TestUser } from "@/tests/support/database";
import { between, openPlanning } from "./planning";
import type { Planning } from "./planning";

let acme: Planning;
let dispatcher: TestUser;
let tech: string;

beforeAll(async () => {
  acme = await openPlanning();
  dispatcher = await acme.hire("dispatcher");
  tech = await acme.hireResource("Dana");
});
afterAll(() => acme?.database.close());

const withdraw = (permission: string) => acme.sql`
  delete from public.role_permissions
  where org_id = ${acme.orgId} and role = 'dispatcher' and resource = 'bookings' and permission = ${permission}`;

test("who may plan and not assign makes visits that nobody goes to", async () => {
  await withdraw("assign");
  const assigned = acme.plan(
    { ...between("09:00", "10:00"), assignments: [{ resource_id: tech }] },
    dispatcher,
  );
  expect(await refusal(assigned)).toMatchObject({ code: "42501", hint: "bookings:assign" });
  const visit = await acme.plan({ ...between("09:00", "10:00"), assignments: [] }, dispatcher);
  expect(visit.assignments).toEqual([]);
});

test("a right to his own visits is none to plan", async () => {
  await acme.sql`
    update public.role_permissions set scope = 'own'
    where org_id = ${acme.orgId} and role = 'dispatcher' and resource = 'bookings' and permission = 'create'`;
  expect(await refusal(acme.plan(between("11:00", "12:00"), dispatcher))).toMatchObject({
    code: "42501",
    hint: "bookings:create",
  });
});

test("who has left plans nothing", async () => {
  const gone = await acme.hire("dispatcher");
  await acme.sql`
    update public.organization_members set status = 'removed'
    where org_id = ${acme.orgId} and user_id = ${gone.id}`;
  expect(await refusal(acme.plan(between("11:00", "12:00"), gone))).toMatchObject({
    code: "42501",
    message: expect.stringMatching(/^no_organization: /),
  });
});
