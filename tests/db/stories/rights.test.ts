import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { asIdentity, createUser, refusal } from "@/tests/support/database";
import type { TestUser } from "@/tests/support/database";
import { call, callRows, createCustomer, foundCompany, openCompany } from "./company";
import type { Answer, Company } from "./company";

type Place = Omit<Company, "database">;
type Rights = Record<string, Record<string, string>>;
type Effect = { resource: string; permission: string; scope: string; people: number };
type Role = {
  id: string;
  name: string;
  rights: Rights;
  people: { id: string }[];
  version: number;
  effects: { gains: Effect[]; losses: Effect[] };
};
type Source = { kind: string; scope: string | null; counts: boolean; name?: string; expires_at?: string };
type Explained = { scope: string | null; sources: Source[]; decided_by: Source | null };

let acme: Company;

beforeAll(async () => {
  acme = await openCompany();
});
afterAll(() => acme.database.close());

async function makeRole(company: Place, by: TestUser, name: string, rights: Rights, based = "dispatcher") {
  const payload = { name, based_on: based, rights };
  return (await call<Answer<Role>>(company.sql, company.at(by), "create_role", { payload })).data;
}
const change = (company: Place, by: TestUser, user: TestUser, changes: object) =>
  call<Answer<{ role: string; version: number; custom_roles: { name: string }[] }>>(
    company.sql,
    company.at(by),
    "update_member",
    { user_id: user.id, expected_version: null, changes },
  );
const changeRole = (company: Place, by: TestUser, id: string, rights: Rights, checkOnly = false) =>
  call<Answer<Role>>(company.sql, company.at(by), "update_role", {
    id,
    expected_version: null,
    changes: { rights },
    check_only: checkOnly,
  });
const give = (company: Place, by: TestUser, user: TestUser, fields: object) =>
  call<Answer<{ id: string }>>(company.sql, company.at(by), "grant_permission", {
    payload: { user_id: user.id, effect: "grant", reason: "Helps out", ...fields },
  });
const takeBack = (company: Place, by: TestUser, user: TestUser, id: string) =>
  call(company.sql, company.at(by), "revoke_permission", { user_id: user.id, id });
const explain = (company: Place, by: TestUser, user: TestUser, permission: string, resource: string) =>
  call<Explained>(company.sql, company.at(by), "explain_permission", {
    user_id: user.id,
    permission,
    resource,
  });

async function rightsOf(company: Place, user: TestUser): Promise<Rights> {
  const me = await call<{ permissions: Rights }>(company.sql, company.at(user), "get_me", {});
  return me.permissions;
}

/** How many customers he reads by a plain statement under row security. */
const reads = (company: Place, user: TestUser, table = "customers"): Promise<number> =>
  asIdentity(company.sql, company.at(user), async (tx) => {
    const rows = await tx.unsafe(`select id from public.${table}`);
    return rows.length;
  });

const inAnHour = (): string => new Date(Date.now() + 3_600_000).toISOString();

describe("a custom role", () => {
  test("gives exactly its rights instead of those of the shipped role it is based on", async () => {
    const company = await foundCompany(acme.sql, "Exactly");
    const ana = await company.hire("dispatcher");
    await createCustomer(company, { first_name: "Claire", last_name: "Moreau" });
    expect(await reads(company, ana)).toBe(1);
    const role = await makeRole(company, company.owner, "Reads visits", { bookings: { read: "all" } });
    const after = await change(company, company.owner, ana, { role_ids: [role.id] });
    expect(after.data).toMatchObject({ role: "dispatcher", custom_roles: [{ name: "Reads visits" }] });
    expect(await rightsOf(company, ana)).toEqual({ bookings: { read: "all" } });
    expect(await reads(company, ana)).toBe(0);
    await change(company, company.owner, ana, { role: "dispatcher" });
    expect(await reads(company, ana)).toBe(1);
  });

  test("two of them give the union, the wider reach of each right", async () => {
    const company = await foundCompany(acme.sql, "Union");
    const ana = await company.hire("viewer");
    const [narrow, wide] = [
      await makeRole(company, company.owner, "Narrow", { jobs: { read: "own" }, tags: { read: "all" } }),
      await makeRole(company, company.owner, "Wide", { jobs: { read: "all" } }, "technician"),
    ];
    const after = await change(company, company.owner, ana, { role_ids: [narrow.id, wide.id] });
    expect(after.data.role).toBe("dispatcher");
    expect(await rightsOf(company, ana)).toEqual({ jobs: { read: "all" }, tags: { read: "all" } });
  });

  test("says whom a change reaches before it is saved, and bites at the next statement when it is", async () => {
    const company = await foundCompany(acme.sql, "Effects");
    const [ana, bo] = [await company.hire("viewer"), await company.hire("viewer")];
    await createCustomer(company, { first_name: "Claire", last_name: "Moreau" });
    const role = await makeRole(company, company.owner, "Desk", { customers: { read: "all" } });
    const other = await makeRole(company, company.owner, "Tags", { tags: { read: "all" } });
    await change(company, company.owner, ana, { role_ids: [role.id] });
    await change(company, company.owner, bo, { role_ids: [role.id, other.id] });
    const wanted = { jobs: { read: "all" }, tags: { read: "all" } };
    const asked = await changeRole(company, company.owner, role.id, wanted, true);
    expect(asked.data.effects).toEqual({
      gains: [
        { resource: "jobs", permission: "read", scope: "all", people: 2 },
        { resource: "tags", permission: "read", scope: "all", people: 1 },
      ],
      losses: [{ resource: "customers", permission: "read", scope: "all", people: 2 }],
    });
    expect(asked.data).toMatchObject({ rights: { customers: { read: "all" } }, version: role.version });
    expect(await reads(company, ana)).toBe(1);
    await changeRole(company, company.owner, role.id, wanted);
    expect(await reads(company, ana)).toBe(0);
    expect(await rightsOf(company, ana)).toEqual(wanted);
  });

  test("is deleted only when nobody has it, gives nothing then, and comes back with its rights", async () => {
    const company = await foundCompany(acme.sql, "Deleting");
    const ana = await company.hire("viewer");
    const role = await makeRole(company, company.owner, "Desk", { tags: { read: "all" } });
    await change(company, company.owner, ana, { role_ids: [role.id] });
    const remove = () =>
      call(company.sql, company.at(company.owner), "delete_role", { id: role.id, expected_version: null });
    expect((await refusal(remove())).message).toContain("role_in_use");
    await change(company, company.owner, ana, { role: "viewer" });
    await remove();
    expect((await refusal(change(company, company.owner, ana, { role_ids: [role.id] }))).code).toBe("CO422");
    const rows = () => company.sql`select from public.role_permissions where custom_role_id = ${role.id}`;
    expect(await rows()).toHaveLength(0);
    await call(company.sql, company.at(company.owner), "restore_role", { payload: { id: role.id } });
    expect(await rows()).toHaveLength(1);
  });

  test("names rights that exist only, and no reach that policies do not know", async () => {
    const wrong: Rights[] = [
      { holidays: { read: "all" } },
      { tags: { approve: "all" } },
      { tags: { read: "own" } },
    ];
    for (const rights of wrong) {
      const answer = await refusal(makeRole(acme, acme.owner, "Wrong", rights));
      expect(answer).toMatchObject({ code: "CO422", hint: "rights" });
    }
    expect((await refusal(makeRole(acme, acme.owner, "Over all", {}, "owner"))).code).toBe("23514");
  });

  test("of another company is nobody's, by the same answer as one that never was", async () => {
    const other = await foundCompany(acme.sql, "Other");
    const theirs = await makeRole(other, other.owner, "Theirs", { tags: { read: "all" } });
    const viewer = await acme.hire("viewer");
    for (const id of [theirs.id, crypto.randomUUID()]) {
      expect(await refusal(change(acme, acme.owner, viewer, { role_ids: [id] }))).toMatchObject({
        code: "CO422",
        message: "unknown: There is no such role.",
      });
      expect((await refusal(changeRole(acme, acme.owner, id, {}))).code).toBe("CO404");
    }
    for (const user of [other.owner, await createUser(acme.sql)]) {
      const asked = { resource: "tags", permission: "read" };
      expect((await refusal(give(acme, acme.owner, user, asked))).code).toBe("CO404");
      expect((await refusal(explain(acme, acme.owner, user, "read", "tags"))).code).toBe("CO404");
    }
  });
});

describe("a grant to one person", () => {
  test("works for its time and ends by the clock", async () => {
    const company = await foundCompany(acme.sql, "An hour");
    const ana = await company.hire("technician");
    await createCustomer(company, { first_name: "Claire", last_name: "Moreau" });
    expect(await reads(company, ana)).toBe(0);
    const made = await give(company, company.owner, ana, {
      resource: "customers",
      permission: "read",
      expires_at: inAnHour(),
    });
    expect(await reads(company, ana)).toBe(1);
    expect((await explain(company, company.owner, ana, "read", "customers")).decided_by).toMatchObject({
      kind: "grant",
      scope: "all",
    });
    await company.sql`update public.user_permissions set expires_at = now() - interval '1 second' where id = ${made.data.id}`;
    expect(await reads(company, ana)).toBe(0);
    expect(await rightsOf(company, ana)).toMatchObject({ customers: { read: "own" } });
    const after = await explain(company, company.owner, ana, "read", "customers");
    expect(after).toMatchObject({ scope: "own", decided_by: { kind: "role" } });
    expect(after.sources.map(({ kind, counts }) => [kind, counts])).toEqual([
      ["role", true],
      ["grant", false],
    ]);
  });

  test("is beaten by a denial, which beats the role as well", async () => {
    const company = await foundCompany(acme.sql, "Denied");
    const ana = await company.hire("dispatcher");
    await createCustomer(company, { first_name: "Claire", last_name: "Moreau" });
    const asked = { resource: "customers", permission: "read" };
    await give(company, company.owner, ana, asked);
    const denial = await give(company, company.owner, ana, { ...asked, effect: "deny" });
    expect(await reads(company, ana)).toBe(0);
    expect(await explain(company, company.owner, ana, "read", "customers")).toMatchObject({
      scope: null,
      decided_by: { kind: "deny" },
    });
    await takeBack(company, company.owner, ana, denial.data.id);
    expect(await reads(company, ana)).toBe(1);
  });

  test("never narrows what a role gives", async () => {
    const company = await foundCompany(acme.sql, "Never narrower");
    const ana = await company.hire("dispatcher");
    await give(company, company.owner, ana, { resource: "jobs", permission: "read", scope: "own" });
    expect(await rightsOf(company, ana)).toMatchObject({ jobs: { read: "all" } });
  });

  test("does not outlive the membership", async () => {
    const company = await foundCompany(acme.sql, "Coming back");
    const ana = await company.hire("viewer");
    const role = await makeRole(company, company.owner, "Desk", { tags: { read: "all" } });
    await change(company, company.owner, ana, { role_ids: [role.id] });
    await give(company, company.owner, ana, { resource: "skills", permission: "delete" });
    await call(company.sql, company.at(company.owner), "remove_member", {
      user_id: ana.id,
      expected_version: null,
    });
    await company.sql`update public.organization_members set status = 'active' where user_id = ${ana.id}`;
    expect(await rightsOf(company, ana)).not.toHaveProperty("skills.delete");
    expect(await rightsOf(company, ana)).toHaveProperty("customers.read", "all");
  });

  test("cannot be made for a moment that has passed, or as a denial of an owner", async () => {
    const [ana, second] = [await acme.hire("viewer"), await acme.hire("owner")];
    const asked = { resource: "jobs", permission: "delete" };
    const past = give(acme, acme.owner, ana, { ...asked, expires_at: "2020-01-01T00:00:00Z" });
    expect(await refusal(past)).toMatchObject({ code: "CO422", hint: "expires_at" });
    const denial = give(acme, acme.owner, second, { ...asked, effect: "deny" });
    expect((await refusal(denial)).message).toContain("owner_rights");
  });

  test("who becomes owner is denied nothing any more", async () => {
    const company = await foundCompany(acme.sql, "Promoted");
    const ana = await company.hire("admin");
    await give(company, company.owner, ana, { resource: "jobs", permission: "read", effect: "deny" });
    expect(await rightsOf(company, ana)).not.toHaveProperty("jobs.read");
    await change(company, company.owner, ana, { role: "owner" });
    expect(await rightsOf(company, ana)).toHaveProperty("jobs.read", "all");
  });
});

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

describe("one answer, however it is asked", () => {
  test("policies, menu, explanation and the list of holders agree for every person and every right", async () => {
    const company = await foundCompany(acme.sql, "Agreeing");
    const people = [company.owner];
    for (const role of ["admin", "dispatcher", "technician", "accountant", "viewer"])
      people.push(await company.hire(role));
    const special = await company.hire("viewer");
    people.push(special);
    const roles = [
      await makeRole(company, company.owner, "A", { jobs: { read: "own", create: "all" } }),
      await makeRole(company, company.owner, "B", { jobs: { read: "all" }, tags: { read: "all" } }),
    ];
    await change(company, company.owner, special, { role_ids: roles.map(({ id }) => id) });
    await give(company, company.owner, special, { resource: "members", permission: "read", scope: "own" });
    await give(company, company.owner, special, { resource: "tags", permission: "read", effect: "deny" });
    const known = await company.sql<{ resource: string; permission: string }[]>`
      select resource, permission from private.known_rights()`;
    expect(known.length).toBeGreaterThan(100);
    for (const person of people) {
      const map = await rightsOf(company, person);
      const asked = await asIdentity(
        company.sql,
        company.at(person),
        (tx) =>
          tx<{ resource: string; permission: string; scope: string | null; has: boolean; other: boolean }[]>`
          select k.resource, k.permission, private.permission_scope(k.permission, k.resource) as scope,
            public.has_permission(k.permission, k.resource) as has,
            public.user_has_permission(${person.id}, k.permission, k.resource) as other
          from jsonb_to_recordset(${tx.json(known)}) as k (resource text, permission text)`,
      );
      for (const { resource, permission, scope, has, other } of asked) {
        expect([resource, permission, scope]).toEqual([
          resource,
          permission,
          map[resource]?.[permission] ?? null,
        ]);
        expect([has, other]).toEqual([scope !== null, scope !== null]);
      }
    }
    for (const { resource, permission } of known.slice(0, 20)) {
      const holders = await callRows<{ value: { user: { id: string } } }>(
        company.sql,
        company.at(company.owner),
        "who_can",
        { permission, resource },
      );
      const expected: string[] = [];
      for (const person of people) {
        const map = await rightsOf(company, person);
        if (map[resource]?.[permission]) expected.push(person.id);
      }
      expect(holders.map(({ value }) => value.user.id).sort()).toEqual(expected.sort());
    }
  });

  test("who may not read rights asks about himself only", async () => {
    const [ana, bo] = [await acme.hire("viewer"), await acme.hire("viewer")];
    expect((await explain(acme, ana, ana, "read", "customers")).scope).toBe("all");
    expect((await refusal(explain(acme, ana, bo, "read", "customers"))).hint).toBe("permissions:read");
  });

  test("history tells a role's rights before and after, and whose roles changed", async () => {
    const company = await foundCompany(acme.sql, "History");
    const ana = await company.hire("viewer");
    const role = await makeRole(company, company.owner, "Desk", { tags: { read: "all" } });
    await change(company, company.owner, ana, { role_ids: [role.id] });
    await changeRole(company, company.owner, role.id, { jobs: { read: "all" } });
    const history = async (entity: string, id: string) =>
      callRows<{ value: { operation: string; old: object; new: object } }>(
        company.sql,
        company.at(company.owner),
        "list_changes",
        { entity, entity_id: id, before: null, page_limit: 10 },
      );
    const [latest] = await history("role", role.id);
    expect(latest?.value).toMatchObject({
      operation: "updated",
      old: { rights: { tags: { read: "all" } } },
      new: { rights: { jobs: { read: "all" } } },
    });
    const lines = await history("member", ana.id);
    expect(JSON.stringify(lines)).toContain("custom_roles");
  });
});

describe("a department", () => {
  test("is where a member belongs, gives no right, and is of the same company", async () => {
    const company = await foundCompany(acme.sql, "Teams");
    const ana = await company.hire("viewer");
    const make = async (of: Place) =>
      (
        await call<Answer<{ id: string }>>(of.sql, of.at(of.owner), "create_department", {
          payload: { name: "North team" },
        })
      ).data.id;
    const id = await make(company);
    const before = await rightsOf(company, ana);
    const after = await change(company, company.owner, ana, { department_id: id });
    expect(after.data).toMatchObject({ department: { id, name: "North team" } });
    expect(await rightsOf(company, ana)).toEqual(before);
    const theirs = await make(acme);
    expect(await refusal(change(company, company.owner, ana, { department_id: theirs }))).toMatchObject({
      code: "CO422",
      hint: "department_id",
    });
  });
});
