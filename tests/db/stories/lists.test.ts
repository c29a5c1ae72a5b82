import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { asIdentity, refusal } from "@/tests/support/database";
import type { TestUser } from "@/tests/support/database";
import { call, callRows, createCustomer, createProperty, foundCompany, openCompany } from "./company";
import type { Company, CustomerRow } from "./company";

let acme: Company;
let other: Omit<Company, "database">;
let technician: TestUser;

beforeAll(async () => {
  acme = await openCompany();
  other = await foundCompany(acme.sql, "Other");
  technician = await acme.hire("technician");
  const people: Record<string, unknown>[] = [
    { first_name: "Ana", last_name: "Ruiz", email: "ana@people.test", phone: "+12025550143" },
    { first_name: "Jürgen", last_name: "Müller", phone: "+493012345678", assigned_to: technician.id },
    { kind: "company", company_name: "Smith & Sons", first_name: "Sarah", last_name: "Quill" },
    { first_name: "Omar", last_name: "O'Neil", status: "lead" },
    { first_name: "100%", last_name: "Under_score" },
  ];
  for (const person of people) {
    const customer = await createCustomer(acme, person);
    if (person.last_name === "Ruiz") await createProperty(acme, customer.id, { line1: "7 Oak Street" });
    if (person.kind === "company") {
      await createProperty(acme, customer.id, { line1: "99 Birch Lane", city: "Troy" });
      const payload = { customer_id: customer.id, name: "Vera Caretaker", phone: "+442071838750" };
      await call(acme.sql, acme.at(acme.owner), "create_contact", { payload });
    }
  }
  await createProperty(
    other,
    (await createCustomer(other, { first_name: "Ana", last_name: "Stranger" })).id,
    {
      line1: "7 Oak Street",
    },
  );
});
afterAll(() => acme.database.close());

async function search(
  query: string,
  filters: object = {},
  as: TestUser = acme.owner,
): Promise<CustomerRow[]> {
  const args = { query, filters };
  const rows = await callRows<{ value: CustomerRow }>(acme.sql, acme.at(as), "search_customers", args);
  return rows.map((row) => row.value);
}
const names = (rows: CustomerRow[]): string[] => rows.map((row) => row.display_name);

async function list(args: object = {}, as: TestUser = acme.owner): Promise<CustomerRow[]> {
  const rows = await callRows<{ value: CustomerRow }>(acme.sql, acme.at(as), "list_customers", { ...args });
  return rows.map((row) => row.value);
}

describe("search", () => {
  test.each([
    ["an", ["Ana Ruiz"], "name"],
    ["r", ["Ana Ruiz"], "name"],
    ["RUIZ", ["Ana Ruiz"], "name"],
    ["ana ru", ["Ana Ruiz"], "name"],
    ["muller", ["Jürgen Müller"], "name"],
    ["Mü", ["Jürgen Müller"], "name"],
    ["sons", ["Smith & Sons"], "name"],
    ["quill", ["Smith & Sons"], "person"],
    ["people.test", ["Ana Ruiz"], "email"],
    ["(202) 555-0143", ["Ana Ruiz"], "phone"],
    ["030 1234", ["Jürgen Müller"], "phone"],
    ["+49 30 12345678", ["Jürgen Müller"], "phone"],
    ["+49", ["Jürgen Müller"], "phone"],
    ["555", ["Ana Ruiz"], "phone"],
    ["caretaker", ["Smith & Sons"], "contact"],
    ["020 7183 8750", ["Smith & Sons"], "contact"],
    ["oak", ["Ana Ruiz"], "address"],
    ["ruiz oak", ["Ana Ruiz"], "address"],
    ["ana ru oa", ["Ana Ruiz"], "address"],
    ["ana ui", [], null],
    ["birch troy", ["Smith & Sons"], "address"],
    ["o'neil", ["Omar O'Neil"], "name"],
    ["100%", ["100% Under_score"], "name"],
    ["%", [], null],
    ["_", [], null],
    ["r_score", ["100% Under_score"], "name"],
    ["xyzzy", [], null],
    ["   ", [], null],
  ])("%s finds %j by %s", async (query, found, field) => {
    const rows = await search(query);
    expect(names(rows)).toEqual(found);
    if (field !== null) expect(rows[0]?.match?.field).toBe(field);
  });

  test("says what matched and where the customer is", async () => {
    expect((await search("oak"))[0]).toMatchObject({
      match: { field: "address", text: "7 Oak Street, Albany" },
      place: { line1: "7 Oak Street", city: "Albany" },
    });
  });

  test("follows a new name, a moved address and a deletion at once", async () => {
    const customer = await createCustomer(acme, { first_name: "Before", last_name: "Change" });
    const place = await createProperty(acme, customer.id, { line1: "5 Quay" });
    const update = (table: string, id: string, set: string): Promise<unknown> =>
      asIdentity(
        acme.sql,
        acme.at(acme.owner),
        (tx) => tx.unsafe(`update public.${table} set ${set} where id = '${id}'`),
        {
          commit: true,
        },
      );
    await update("customers", customer.id, "first_name = 'After'");
    await update("properties", place.id, "line1 = '6 Wharf'");
    expect(names(await search("after wharf"))).toEqual(["After Change"]);
    expect(names(await search("before"))).toEqual([]);
    expect(names(await search("quay"))).toEqual([]);
    await call(acme.sql, acme.at(acme.owner), "delete_customer", { id: customer.id, expected_version: null });
    for (const query of ["after", "wharf", "change"]) expect(names(await search(query))).toEqual([]);
    await call(acme.sql, acme.at(acme.owner), "restore_customer", { payload: { id: customer.id } });
    expect(names(await search("after wharf"))).toEqual(["After Change"]);
    await call(acme.sql, acme.at(acme.owner), "delete_customer", { id: customer.id, expected_version: null });
  });

  test("keeps to the filters, to scope own and to the company", async () => {
    expect(names(await search("o'neil", { status: "active" }))).toEqual([]);
    expect(names(await search("o'neil", { status: "lead" }))).toEqual(["Omar O'Neil"]);
    expect(names(await search("ana", {}, technician))).toEqual([]);
    expect(names(await search("müller", {}, technician))).toEqual(["Jürgen Müller"]);
    expect(names(await search("stranger"))).toEqual([]);
  });

  test("the palette finds each kind one may read", async () => {
    const find = (query: string, as: TestUser): Promise<{ kind: string; title: string }[]> =>
      callRows(acme.sql, acme.at(as), "search_all", { query });
    expect(await find("oak", acme.owner)).toMatchObject([
      { kind: "customer", title: "Ana Ruiz" },
      { kind: "property", title: "7 Oak Street, Albany", subtitle: "Ana Ruiz" },
    ]);
    expect(await find(acme.owner.email, acme.owner)).toMatchObject([{ kind: "member", id: acme.owner.id }]);
    expect(await find(acme.owner.email, technician)).toEqual([]);
    expect(await find("oak", technician)).toEqual([]);
  });
});

describe("the list", () => {
  test("is in the order of names without accents and case", async () => {
    expect(names(await list())).toEqual([
      "100% Under_score",
      "Ana Ruiz",
      "Jürgen Müller",
      "Omar O'Neil",
      "Smith & Sons",
    ]);
  });

  test("goes on page by page without a gap or a repeat, also over equal names and while rows come and go", async () => {
    const busy = await foundCompany(acme.sql, "Busy");
    await acme.sql`
      insert into public.customers (org_id, kind, first_name)
      select ${busy.orgId}, 'person', 'Same ' || n % 7 from generate_series(1, 250) n`;
    const seen: string[] = [];
    let after: { sort_name: string; id: string } | null = null;
    for (;;) {
      const rows: { value: CustomerRow }[] = await callRows(acme.sql, busy.at(busy.owner), "list_customers", {
        page_limit: 30,
        after_key: after,
      });
      seen.push(...rows.map((row) => row.value.id));
      const last = rows.at(-1)?.value;
      if (!last) break;
      after = { sort_name: last.sort_name, id: last.id };
      await createCustomer(busy, { first_name: "A newcomer before all pages" });
    }
    expect(seen).toHaveLength(250);
    expect(new Set(seen).size).toBe(250);
  });

  test("shows deleted ones only when asked, and only to who may delete", async () => {
    const viewer = await acme.hire("viewer");
    const all = (user: TestUser): Promise<CustomerRow[]> =>
      list({ filters: { include_deleted: true } }, user);
    expect(names(await all(acme.owner))).toContain("After Change");
    expect(names(await all(viewer))).not.toContain("After Change");
    expect(names(await list())).not.toContain("After Change");
  });

  test("keeps to status, assignee, time and scope own", async () => {
    expect(names(await list({ filters: { status: "lead" } }))).toEqual(["Omar O'Neil"]);
    expect(names(await list({ filters: { assigned_to: technician.id } }))).toEqual(["Jürgen Müller"]);
    expect(names(await list({ filters: { updated_after: new Date(Date.now() + 60_000) } }))).toEqual([]);
    expect(names(await list({}, technician))).toEqual(["Jürgen Müller"]);
  });

  test("keeps to a tag, in the list, in the search and of the own ones, for who may read tags", async () => {
    const [late] = await acme.sql<{ id: string }[]>`
      insert into public.tags (org_id, name) values (${acme.orgId}, 'Pays late') returning id`;
    await acme.sql`
      insert into public.customer_tags (org_id, customer_id, tag_id)
      select org_id, id, ${late?.id ?? ""} from public.customers
      where org_id = ${acme.orgId} and display_name in ('Jürgen Müller', 'Omar O''Neil')`;
    const filters = { tag_id: late?.id };
    expect(names(await list({ filters }))).toEqual(["Jürgen Müller", "Omar O'Neil"]);
    expect(names(await list({ filters: { ...filters, status: "lead" } }))).toEqual(["Omar O'Neil"]);
    expect(names(await list({ filters }, technician))).toEqual(["Jürgen Müller"]);
    expect(names(await search("muller", filters))).toEqual(["Jürgen Müller"]);
    expect(names(await search("ana", filters))).toEqual([]);
    const accountant = await acme.hire("accountant");
    await acme.sql`
      delete from public.role_permissions
      where org_id = ${acme.orgId} and role = 'accountant' and resource = 'tags'`;
    expect(await refusal(list({ filters }, accountant))).toMatchObject({ code: "42501", hint: "tags:read" });
    expect(await refusal(search("ana", filters, accountant))).toMatchObject({ code: "42501" });
    expect(names(await list({ filters: { status: "lead" } }, accountant))).toEqual(["Omar O'Neil"]);
  });

  test("of properties is in the order of addresses and names the customer", async () => {
    const rows = await callRows<{ value: { line1: string; customer: { display_name: string } } }>(
      acme.sql,
      acme.at(acme.owner),
      "list_properties",
      {},
    );
    expect(rows.map((row) => [row.value.line1, row.value.customer.display_name])).toEqual([
      ["7 Oak Street", "Ana Ruiz"],
      ["99 Birch Lane", "Smith & Sons"],
    ]);
  });

  test("is closed to who may not read customers", async () => {
    const accountant = await acme.hire("accountant");
    await acme.sql`
      delete from public.role_permissions
      where org_id = ${acme.orgId} and role = 'accountant' and resource = 'customers' and permission = 'read'`;
    expect(await refusal(list({}, accountant))).toMatchObject({ code: "42501", hint: "customers:read" });
    expect(await refusal(search("ana", {}, accountant))).toMatchObject({ code: "42501" });
  });

  test("shows and searches nothing of contacts and addresses to who may not read them", async () => {
    const viewer = await acme.hire("viewer");
    await acme.sql`
      delete from public.role_permissions
      where org_id = ${acme.orgId} and role = 'viewer' and resource in ('contacts', 'properties')`;
    expect((await list({}, viewer)).filter((row) => row.place !== null)).toEqual([]);
    for (const query of ["caretaker", "020 7183 8750", "oak", "birch"]) {
      expect(names(await search(query, {}, viewer))).toEqual([]);
    }
    expect((await search("ruiz", {}, viewer))[0]).toMatchObject({ place: null, match: { field: "name" } });
    expect(await callRows(acme.sql, acme.at(viewer), "search_all", { query: "oak" })).toEqual([]);
    expect(
      await refusal(callRows(acme.sql, acme.at(viewer), "search_properties", { query: "oak" })),
    ).toMatchObject({
      code: "42501",
    });
  });
});
