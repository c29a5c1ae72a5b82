import { beforeAll, describe, expect, it } from "vitest";
import { call } from "./support/call";
import { createCompany, type Company } from "./support/people";

let home: Company;
let moreau: string;

beforeAll(async () => {
  home = await createCompany("dibbler");
  const as = home.people.owner;
  const made = await call("POST", "/customers", {
    as,
    body: {
      kind: "person",
      first_name: "Claire",
      last_name: "Moreau",
      email: "claire@moreau.test",
      phone: "+15185550142",
      assigned_to: home.people.technician.id,
    },
  });
  moreau = made.row.id;
  await call("POST", "/properties", {
    as,
    body: { customer_id: moreau, address: { line1: "9 Lakeside Rd", city: "Albany", country: "US" } },
  });
  await call("POST", "/contacts", { as, body: { customer_id: moreau, name: "Omar Haddad" } });
  await call("POST", "/customers", { as, body: { kind: "company", company_name: "Lakeside Dental" } });
});

describe("GET /customers?q=", () => {
  it.each([
    ["mor", "name", "Claire Moreau"],
    ["clai mor", "name", "Claire Moreau"],
    ["claire@", "email", "claire@moreau.test"],
    ["(518) 555-0142", "phone", "+15185550142"],
    ["haddad", "contact", "Omar Haddad"],
    ["9 lakeside", "address", "9 Lakeside Rd, Albany"],
  ])("finds by %j and says that the %s matched", async (q, field, text) => {
    const found = await call("GET", `/customers?q=${encodeURIComponent(q)}`, { as: home.people.dispatcher });
    const hit = found.rows.find(({ id }) => id === moreau);
    expect(hit).toMatchObject({
      display_name: "Claire Moreau",
      place: { line1: "9 Lakeside Rd", city: "Albany" },
      match: { field, text },
    });
  });

  it.each(["%", "_", "\\", "'", '"; drop table', "moreau%' or '1'='1", "\u{1F600}"])(
    "takes %j as a word and not as a pattern",
    async (q) => {
      const found = await call("GET", `/customers?q=${encodeURIComponent(q)}`, {
        as: home.people.dispatcher,
      });
      expect([found.status, found.rows]).toEqual([200, []]);
    },
  );

  it("finds for a technician what is his own alone", async () => {
    const found = await call("GET", "/customers?q=lakeside", { as: home.people.technician });
    expect(found.rows.map(({ id }) => id)).toEqual([moreau]);
  });

  it("narrows by filters", async () => {
    const found = await call("GET", "/customers?q=lakeside&kind=company", { as: home.people.viewer });
    expect(found.rows.map((row) => row.display_name)).toEqual(["Lakeside Dental"]);
    const own = await call("GET", `/customers?assigned_to=${home.people.technician.id}`, {
      as: home.people.viewer,
    });
    expect(own.rows.map(({ id }) => id)).toEqual([moreau]);
  });
});

describe("GET /search", () => {
  it("finds customers, places and colleagues, a few of each", async () => {
    const found = await call("GET", "/search?q=lakeside", { as: home.people.dispatcher });
    expect(found.rows.map(({ kind, title }) => [kind, title])).toEqual([
      ["customer", "Lakeside Dental"],
      ["customer", "Claire Moreau"],
      ["property", "9 Lakeside Rd, Albany"],
    ]);
    const people = await call("GET", "/search?q=dibbler&per_kind=2", { as: home.people.dispatcher });
    expect(people.rows.map(({ kind }) => kind)).toEqual(["member", "member"]);
  });

  it("has no colleagues for who may not read them", async () => {
    const found = await call("GET", "/search?q=dibbler", { as: home.people.technician });
    expect(found.rows).toEqual([]);
  });

  it("finds properties by address for their list", async () => {
    const found = await call("GET", "/properties?q=lakes", { as: home.people.viewer });
    expect(found.rows).toMatchObject([{ address: { line1: "9 Lakeside Rd" }, customer: { id: moreau } }]);
  });
});
