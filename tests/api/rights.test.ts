import { beforeAll, describe, expect, it } from "vitest";
import { call, expectStatus } from "./support/call";
import { database, installation } from "./support/installation";
import { cookieOf, createCompany, type Company, type Person } from "./support/people";

let home: Company;
let other: Company;

beforeAll(async () => {
  [home, other] = await Promise.all([createCompany("dunnart"), createCompany("kowari")]);
  const customer = { kind: "person", first_name: "Claire", last_name: "Moreau" };
  expectStatus(await call("POST", "/customers", { as: home.people.owner, body: customer }), 201);
});

type Me = { permissions: Record<string, Record<string, string>> };
const rightsOf = async (person: Person) =>
  ((await call("GET", "/me", { as: person })).row as unknown as Me).permissions;

/** The second door: Supabase's own address, with the member's own token. */
async function overRest(person: Person, table: string): Promise<number> {
  const response = await fetch(`${installation.supabaseUrl}/rest/v1/${table}?select=id`, {
    headers: { apikey: installation.publishableKey, authorization: `Bearer ${person.token}` },
  });
  expect(response.status).toBe(200);
  return ((await response.json()) as unknown[]).length;
}

async function pageStatus(person: Person, page: string): Promise<number> {
  const response = await fetch(`${installation.url}/o/${home.slug}/${page}`, {
    redirect: "manual",
    headers: { cookie: cookieOf(person.session) },
  });
  await response.arrayBuffer();
  return response.status;
}

const roleOf = (person: Person, body: Record<string, unknown>) =>
  call("PATCH", `/members/${person.id}`, { as: home.people.admin, version: "*", body });

describe("a role that may only read visits", () => {
  it("shows exactly that in menu, pages, API and REST, and ends with the next click", async () => {
    const { admin, dispatcher } = home.people;
    expect((await call("GET", "/customers", { as: dispatcher })).rows).toHaveLength(1);
    const made = await call("POST", "/roles", {
      as: admin,
      body: { name: "Reads visits", based_on: "dispatcher", rights: { bookings: { read: "all" } } },
    });
    expectStatus(made, 201);
    const given = await roleOf(dispatcher, { role_ids: [made.row.id] });
    expect(given.row).toMatchObject({ role: "dispatcher", custom_roles: [{ name: "Reads visits" }] });
    expect(await rightsOf(dispatcher)).toEqual({ bookings: { read: "all" } });
    const seen = [
      (await call("GET", "/bookings", { as: dispatcher })).status,
      (await call("GET", "/customers", { as: dispatcher })).problem.required_scope,
      await pageStatus(dispatcher, "bookings"),
      await pageStatus(dispatcher, "customers"),
      await pageStatus(dispatcher, "settings/roles"),
      await overRest(dispatcher, "customers"),
    ];
    expect(seen).toEqual([200, "customers:read", 200, 403, 403, 0]);

    await roleOf(dispatcher, { role: "dispatcher" });
    expect((await call("GET", "/customers", { as: dispatcher })).rows).toHaveLength(1);
    expect(await overRest(dispatcher, "customers")).toBe(1);
    await roleOf(dispatcher, { role: "technician" });
    expect((await call("GET", "/customers", { as: dispatcher })).rows).toHaveLength(0);
    await roleOf(dispatcher, { role: "dispatcher" });
    const used = await call("DELETE", `/roles/${made.row.id}`, { as: admin, version: "*" });
    expectStatus(used, 200);
  });
});

describe("a grant for an hour", () => {
  it("works, is explained, and ends by the clock", async () => {
    const { admin, viewer } = home.people;
    const path = `/members/${viewer.id}/permissions`;
    const right = { permission: "update", resource: "customers" };
    const ask = async () =>
      (
        await call(
          "GET",
          `/permissions/explanation?user_id=${viewer.id}&permission=update&resource=customers`,
          {
            as: admin,
          },
        )
      ).row;
    expect(await ask()).toMatchObject({ scope: null, decided_by: null });
    const expires_at = new Date(Date.now() + 3_600_000).toISOString();
    const body = { ...right, effect: "grant", reason: "Cleans up addresses", expires_at };
    const made = await call("POST", path, { as: admin, body });
    expectStatus(made, 201);
    expect(await rightsOf(viewer)).toHaveProperty("customers.update", "all");
    expect(await ask()).toMatchObject({ scope: "all", decided_by: { kind: "grant", reason: body.reason } });
    const holders = await call("GET", "/permissions/holders?permission=update&resource=customers", {
      as: admin,
    });
    expect(holders.rows.map((each) => (each.user as { id: string }).id)).toContain(viewer.id);

    await database()`update public.user_permissions set expires_at = now() where id = ${made.row.id}`;
    expect(await rightsOf(viewer)).not.toHaveProperty("customers.update");
    expect(await ask()).toMatchObject({ scope: null });
    expectStatus(await call("DELETE", `${path}/${made.row.id}`, { as: admin }), 204);
  });

  it("is nobody's to give himself, above his own, or to a stranger's member", async () => {
    const { admin, dispatcher, viewer } = home.people;
    const body = { permission: "read", resource: "jobs", effect: "grant", reason: "Helps out" };
    const tries: [Person, Person, Record<string, unknown>, number, string][] = [
      [admin, admin, body, 409, "own_rights"],
      [admin, viewer, { ...body, permission: "delete", resource: "organizations" }, 403, "grant_above_own"],
      [admin, home.people.owner, { ...body, effect: "deny" }, 403, "role_above_own"],
      [admin, viewer, { ...body, resource: "holidays" }, 422, "invalid"],
      [dispatcher, viewer, body, 403, "forbidden"],
      [admin, other.people.viewer, body, 404, "not_found"],
    ];
    for (const [as, to, sent, status, code] of tries) {
      const answer = await call("POST", `/members/${to.id}/permissions`, { as, body: sent });
      expect([answer.status, answer.problem.code]).toEqual([status, code]);
    }
  });
});

describe("a change of a role", () => {
  it("says whom it reaches before it is saved", async () => {
    const { admin, accountant } = home.people;
    const made = await call("POST", "/roles", {
      as: admin,
      body: { name: "Books", based_on: "accountant", rights: { customers: { read: "all" } } },
    });
    await roleOf(accountant, { role_ids: [made.row.id] });
    const path = `/roles/${made.row.id}`;
    const rights = { customers: { read: "all", export: "all" } };
    const asked = await call("PATCH", path, { as: admin, version: "*", body: { rights, check_only: true } });
    expect(asked.row).toMatchObject({
      version: 1,
      effects: { gains: [{ resource: "customers", permission: "export", people: 1 }], losses: [] },
    });
    expect(await rightsOf(accountant)).toEqual({ customers: { read: "all" } });
    expectStatus(await call("PATCH", path, { as: admin, version: 1, body: { rights } }), 200);
    expect(await rightsOf(accountant)).toEqual(rights);
    const wrong = { name: "Ledger", rights: { customers: { update: "own" } } };
    const refused = await call("PATCH", path, { as: admin, version: "*", body: wrong });
    expect([refused.status, refused.problem.code]).toEqual([422, "unknown_right"]);
    expect((await call("GET", path, { as: admin })).row).toMatchObject({ name: "Books", rights });
    const used = await call("DELETE", path, { as: admin, version: "*" });
    expect([used.status, used.problem.code]).toEqual([409, "role_in_use"]);
  });
});
