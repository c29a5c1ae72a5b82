import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { refusal } from "@/tests/support/database";
import type { TestUser } from "@/tests/support/database";
import { call, foundCompany, openCompany } from "./company";
import type { Company } from "./company";
import { change, changeRole, give, inAnHour, makeRole, rightsOf, takeBack } from "./rights";
import type { Place } from "./rights";

let acme: Company;

beforeAll(async () => {
  acme = await openCompany();
});
afterAll(() => acme.database.close());

describe("nobody grants what he does not hold", () => {
  /** Somebody who may write roles and rights, and reads visits; nothing else. */
  async function keeper(company: Place): Promise<TestUser> {
    const role = await makeRole(
      company,
      company.owner,
      "Keeper",
      {
        bookings: { read: "all" },
        jobs: { read: "own" },
        roles: { read: "all", create: "all", update: "all" },
        permissions: { read: "all", update: "all" },
        members: { read: "all", update: "all" },
        invitations: { create: "all" },
      },
      "admin",
    );
    const person = await company.hire("viewer");
    await change(company, company.owner, person, { role_ids: [role.id] });
    return person;
  }

  test("in no role, no grant, no invitation, no role of a member, and in no narrower reach than asked", async () => {
    const company = await foundCompany(acme.sql, "Keeping");
    const kim = await keeper(company);
    const ana = await company.hire("viewer");
    const tries = [
      () => makeRole(company, kim, "More", { customers: { read: "all" } }),
      () => makeRole(company, kim, "Wider", { jobs: { read: "all" } }),
      () => give(company, kim, ana, { resource: "customers", permission: "delete" }),
      () => give(company, kim, ana, { resource: "jobs", permission: "read" }),
      () => change(company, kim, ana, { role: "dispatcher" }),
      () =>
        call(company.sql, company.at(kim), "create_invitation", {
          payload: { email: "new@people.test", role: "viewer" },
        }),
    ];
    for (const attempt of tries) {
      expect(await refusal(attempt())).toMatchObject({
        code: "42501",
        message: expect.stringContaining("grant_above_own") as string,
      });
    }
    const held = await makeRole(company, kim, "Held", { bookings: { read: "all" }, jobs: { read: "own" } });
    expect((await refusal(changeRole(company, kim, held.id, { tags: { read: "all" } }))).hint).toBe(
      "tags:read",
    );
    await give(company, kim, ana, { resource: "bookings", permission: "read" });
  });

  test("nor takes from a role what he lacks: such cells are locked in both directions", async () => {
    const company = await foundCompany(acme.sql, "Locked");
    const kim = await keeper(company);
    const role = await makeRole(company, company.owner, "Desk", { customers: { read: "all" } });
    expect((await refusal(changeRole(company, kim, role.id, {}))).hint).toBe("customers:read");
  });

  test("nor passes a loan on: a right with an end is nobody's to give", async () => {
    const company = await foundCompany(acme.sql, "On loan");
    const kim = await keeper(company);
    const ana = await company.hire("viewer");
    const asked = { resource: "customers", permission: "delete" };
    await give(company, company.owner, kim, { ...asked, expires_at: inAnHour() });
    expect(await rightsOf(company, kim)).toHaveProperty("customers.delete", "all");
    expect((await refusal(give(company, kim, ana, asked))).message).toContain("grant_above_own");
  });

  test("nor raises himself, by a grant, by a role, or by lifting his own denial", async () => {
    const company = await foundCompany(acme.sql, "Himself");
    const kim = await keeper(company);
    const held = { resource: "bookings", permission: "read" };
    expect((await refusal(give(company, kim, kim, held))).message).toContain("own_rights");
    expect((await refusal(change(company, kim, kim, { role: "admin" }))).message).toContain(
      "grant_above_own",
    );
    const denial = await give(company, company.owner, kim, { ...held, effect: "deny" });
    expect((await refusal(takeBack(company, kim, kim, denial.data.id))).message).toContain("own_rights");
  });

  test("nor lifts a denial of somebody else that gives back what he lacks", async () => {
    const company = await foundCompany(acme.sql, "Lifting");
    const kim = await keeper(company);
    const ana = await company.hire("viewer");
    const denial = await give(company, company.owner, ana, {
      resource: "customers",
      permission: "read",
      effect: "deny",
    });
    expect((await refusal(takeBack(company, kim, ana, denial.data.id))).hint).toBe("customers:read");
    expect(await rightsOf(company, ana)).not.toHaveProperty("customers.read");
  });

  test("nor changes the rights of somebody above him", async () => {
    const admin = await acme.hire("admin");
    const asked = { resource: "jobs", permission: "read", effect: "deny" };
    expect((await refusal(give(acme, admin, acme.owner, asked))).message).toContain("role_above_own");
  });
});

describe("the shipped roles", () => {
  test("leave the owner every right there is, in full, so that he can give any of them", async () => {
    const short = await acme.sql`
      select k.resource, k.permission from private.known_rights() as k
      where not exists (
        select from public.role_permissions as p
        where p.org_id = ${acme.orgId} and p.role = 'owner' and p.resource = k.resource
          and p.permission = k.permission and p.scope = 'all'
      )`;
    expect(short).toHaveLength(0);
  });
});

describe("what somebody lost", () => {
  test("he lost at his next statement, and invitations he sent with it are taken back", async () => {
    const company = await foundCompany(acme.sql, "Demoted");
    const admin = await company.hire("admin");
    await call(company.sql, company.at(admin), "create_invitation", {
      payload: { email: "guest@people.test", role: "viewer" },
    });
    const role = await makeRole(
      company,
      company.owner,
      "Reads visits",
      { bookings: { read: "all" } },
      "admin",
    );
    await change(company, company.owner, admin, { role_ids: [role.id] });
    expect(await rightsOf(company, admin)).toEqual({ bookings: { read: "all" } });
    const answer = await refusal(
      call(company.sql, company.at(admin), "list_customers", {
        filters: {},
        page_limit: 5,
        after_key: null,
      }),
    );
    expect(answer).toMatchObject({ code: "42501", hint: "customers:read" });
    const [invitation] = await company.sql<{ is_open: boolean }[]>`
      select revoked_at is null as is_open from public.organization_invitations where org_id = ${company.orgId}`;
    expect(invitation?.is_open).toBe(false);
  });
});
