import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { asIdentity, createUser, refusal } from "@/tests/support/database";
import type { TestUser } from "@/tests/support/database";
import { call, callRows, createCustomer, foundCompany, openCompany } from "./company";
import type { Answer, Company } from "./company";
import { change, changeRole, explain, give, inAnHour, makeRole, reads, rightsOf, takeBack } from "./rights";
import type { Place, Rights } from "./rights";

let acme: Company;

beforeAll(async () => {
  acme = await openCompany();
});
afterAll(() => acme.database.close());

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
    const held = await makeRole(acme, acme.owner, "Right", { tags: { read: "all" } });
    for (const rights of wrong) {
      const answer = await refusal(makeRole(acme, acme.owner, "Wrong", rights));
      expect(answer).toMatchObject({ code: "CO422", hint: "rights" });
      const changed = await refusal(changeRole(acme, acme.owner, held.id, rights));
      expect(changed).toMatchObject({ code: "CO422", hint: "rights" });
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

  test("history tells who was granted what, why and until when, also after it was taken back", async () => {
    const company = await foundCompany(acme.sql, "Grants told");
    const [ana, bo] = [await company.hire("viewer"), await company.hire("viewer")];
    const right = { resource: "customers", permission: "export", reason: "Covers for Dora" };
    const { data } = await give(company, company.owner, ana, { ...right, expires_at: inAnHour() });
    await takeBack(company, company.owner, ana, data.id);
    await give(company, company.owner, bo, { resource: "jobs", permission: "read", reason: "Learns" });
    const grantsOf = async (person: TestUser, by = company.owner) => {
      const lines = await callRows<{ value: { entity: string; operation: string } }>(
        company.sql,
        company.at(by),
        "list_changes",
        { entity: "member", entity_id: person.id, before: null, page_limit: 10 },
      );
      return lines.map(({ value }) => value).filter(({ entity }) => entity === "user_permission");
    };
    const actor = { kind: "user", id: company.owner.id };
    expect(await grantsOf(ana)).toMatchObject([
      { operation: "deleted", actor, old: { ...right, effect: "grant" }, new: null },
      { operation: "created", actor, old: null, new: { ...right, effect: "grant", scope: "all" } },
    ]);
    expect(await grantsOf(bo)).toMatchObject([{ operation: "created", new: { reason: "Learns" } }]);
    // Who manages members and may not read rights learns nothing of them here either.
    const narrow = await makeRole(
      company,
      company.owner,
      "People",
      { members: { read: "all", manage: "all" } },
      "admin",
    );
    const cleo = await company.hire("viewer");
    await change(company, company.owner, cleo, { role_ids: [narrow.id] });
    expect(await grantsOf(ana, cleo)).toEqual([]);
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
