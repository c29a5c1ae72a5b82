import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { asIdentity, refusal } from "@/tests/support/database";
import type { Identity, TestUser } from "@/tests/support/database";
import { call, createCustomer, createProperty, foundCompany, openCompany } from "./company";
import type { Answer, Company, CustomerRow } from "./company";

let acme: Company;
let other: Omit<Company, "database">;

beforeAll(async () => {
  acme = await openCompany();
  other = await foundCompany(acme.sql, "Other");
});
afterAll(() => acme.database.close());

type Contact = { id: string; is_primary: boolean; version: number };
const createContact = (customer_id: string, name: string, more: object = {}): Promise<Answer<Contact>> =>
  call(acme.sql, acme.at(acme.owner), "create_contact", { payload: { customer_id, name, ...more } });
const remove = (id: string, expected_version: number | null, as: Identity): Promise<Answer<CustomerRow>> =>
  call(acme.sql, as, "delete_customer", { id, expected_version });
const restore = (id: string, as: Identity = acme.at(acme.owner)): Promise<Answer<CustomerRow>> =>
  call(acme.sql, as, "restore_customer", { payload: { id } });

describe("a customer", () => {
  test("is a person with any name or a company with its own", async () => {
    expect(await createCustomer(acme, { first_name: "Ana", last_name: "Ruiz" })).toMatchObject({
      display_name: "Ana Ruiz",
    });
    expect(await createCustomer(acme, { last_name: "Öztürk" })).toMatchObject({
      display_name: "Öztürk",
      sort_name: "ozturk",
    });
    const company = await createCustomer(acme, {
      kind: "company",
      company_name: "Klein GmbH",
      first_name: "Uwe",
    });
    expect(company.display_name).toBe("Klein GmbH");
    for (const payload of [
      { kind: "company", first_name: "Uwe" },
      { kind: "person", company_name: "Klein" },
    ]) {
      expect((await refusal(createCustomer(acme, payload))).message).toContain("customers_name_present");
    }
  });

  test.each([
    ["e-mail in upper case", "email", "Ana@People.test"],
    ["e-mail that is none", "email", "no address"],
    ["phone number without its country", "phone", "0202 555 0100"],
    ["name of spaces", "first_name", "   "],
    ["name of two lines", "first_name", "a\r\nBcc: b"],
    ["name too long", "first_name", "x".repeat(201)],
    ["note too long", "notes", "x".repeat(10_001)],
    ["state that is none", "status", "gone"],
    ["negative term", "payment_terms_days", -1],
    ["list of custom fields", "custom_fields", []],
  ])("is refused for a %s, by the name of the column's check", async (_what, field, value) => {
    const answer = await refusal(createCustomer(acme, { first_name: "Ana", [field]: value }));
    expect(answer).toMatchObject({ code: "23514" });
    expect(answer.message).toContain(`customers_${field}_check`);
  });

  test("cannot be given a past: key, author, version, times and consent's time are the system's", async () => {
    const consent = await createCustomer(acme, {
      first_name: "Con",
      message_consent: true,
      message_consent_at: "2001-01-01T00:00:00Z",
      id: crypto.randomUUID(),
      created_by: crypto.randomUUID(),
      version: 9,
      org_id: other.orgId,
    });
    const [row] = await acme.sql`
      select org_id, created_by, version::int, message_consent_at > now() - interval '1 minute' as is_now
      from public.customers where id = ${consent.id}`;
    expect(row).toEqual({ org_id: acme.orgId, created_by: acme.owner.id, version: 1, is_now: true });
    for (const column of [
      "org_id",
      "id",
      "created_by",
      "version",
      "updated_at",
      "deleted_at",
      "message_consent_at",
    ]) {
      const attempt = asIdentity(acme.sql, acme.at(acme.owner), (tx) =>
        tx.unsafe(`update public.customers set ${column} = default where id = '${consent.id}'`),
      );
      expect((await refusal(attempt)).code).toBe("42501");
    }
  });

  test("can be referred by a customer of the same company only, and looked after by its members only", async () => {
    const stranger = await createCustomer(other, { first_name: "Far" });
    const answers = await Promise.all([
      refusal(createCustomer(acme, { first_name: "A", referred_by: stranger.id })),
      refusal(createCustomer(acme, { first_name: "A", referred_by: crypto.randomUUID() })),
      refusal(createCustomer(acme, { first_name: "A", assigned_to: other.owner.id })),
    ]);
    expect(answers.map((answer) => answer.code)).toEqual(["23503", "23503", "23503"]);
    expect(answers[0]?.message).toBe(answers[1]?.message);
  });
});

describe("deleting", () => {
  test("takes contacts and properties along and restoring brings exactly these back", async () => {
    const customer = await createCustomer(acme, { first_name: "Del" });
    const place = await createProperty(acme, customer.id);
    const early = await createProperty(acme, customer.id);
    const { data: contact } = await createContact(customer.id, "Con");
    const { data: former } = await createContact(customer.id, "Former");
    await call(acme.sql, acme.at(acme.owner), "delete_property", { id: early.id, expected_version: null });
    await call(acme.sql, acme.at(acme.owner), "delete_contact", { id: former.id, expected_version: null });
    expect((await remove(customer.id, 1, acme.at(acme.owner))).data.deleted_at).not.toBeNull();
    const live = async (): Promise<string[]> => {
      const rows = await acme.sql<{ id: string }[]>`
        select id from public.properties where customer_id = ${customer.id} and deleted_at is null
        union all select id from public.customer_contacts where customer_id = ${customer.id} and deleted_at is null`;
      return rows.map((row) => row.id).sort();
    };
    expect(await live()).toEqual([]);
    expect((await restore(customer.id)).data).toMatchObject({ deleted_at: null, version: 3 });
    expect(await live()).toEqual([place.id, contact.id].sort());
  });

  test("asks for the version that was read; any version when none is named; twice is once", async () => {
    const customer = await createCustomer(acme, { first_name: "Ver" });
    expect(await refusal(remove(customer.id, 4, acme.at(acme.owner)))).toMatchObject({
      code: "CO412",
      hint: "1",
    });
    const first = await remove(customer.id, null, acme.at(acme.owner));
    expect((await remove(customer.id, null, acme.at(acme.owner))).data).toEqual(first.data);
  });

  test("needs the right, and a stranger's customer is as unknown as none", async () => {
    const customer = await createCustomer(acme, { first_name: "Right" });
    const viewer = await acme.hire("viewer");
    expect(await refusal(remove(customer.id, null, acme.at(viewer)))).toMatchObject({
      code: "42501",
      hint: "customers:delete",
    });
    const answers = await Promise.all([
      refusal(remove(customer.id, null, other.at(other.owner))),
      refusal(remove(crypto.randomUUID(), null, other.at(other.owner))),
      refusal(restore(customer.id, other.at(other.owner))),
    ]);
    expect(new Set(answers.map((answer) => answer.message))).toEqual(
      new Set(["not_found: There is no such customer."]),
    );
  });

  test("hides a customer from who may not delete, and from changes", async () => {
    const customer = await createCustomer(acme, { first_name: "Hid" });
    const viewer = await acme.hire("viewer");
    await remove(customer.id, null, acme.at(acme.owner));
    const seen = (user: TestUser): Promise<number> =>
      asIdentity(acme.sql, acme.at(user), async (tx) => {
        const rows = await tx`select id from public.customers where id = ${customer.id}`;
        return rows.length;
      });
    expect([await seen(acme.owner), await seen(viewer)]).toEqual([1, 0]);
    const changed = await asIdentity(
      acme.sql,
      acme.at(acme.owner),
      (tx) => tx`
      update public.customers set notes = 'x' where id = ${customer.id} returning id`,
    );
    expect(changed).toHaveLength(0);
    const late = await refusal(createContact(customer.id, "Late"));
    expect(late).toMatchObject({ code: "CO422", hint: "customer_id" });
  });

  test("a property of a deleted customer comes back with the customer only", async () => {
    const customer = await createCustomer(acme, { first_name: "Par" });
    const place = await createProperty(acme, customer.id);
    await remove(customer.id, null, acme.at(acme.owner));
    const back = call(acme.sql, acme.at(acme.owner), "restore_property", { payload: { id: place.id } });
    expect((await refusal(back)).message).toBe("customer_deleted: Restore the customer first.");
  });
});

describe("contacts and properties", () => {
  test("the first one is primary, naming another moves the mark, and a restored one does not take it back", async () => {
    const customer = await createCustomer(acme, { first_name: "Prim" });
    const first = (await createContact(customer.id, "First")).data;
    const second = (await createContact(customer.id, "Second")).data;
    expect([first.is_primary, second.is_primary]).toEqual([true, false]);
    const third = (await createContact(customer.id, "Third", { is_primary: true })).data;
    await call(acme.sql, acme.at(acme.owner), "delete_contact", { id: third.id, expected_version: null });
    await asIdentity(
      acme.sql,
      acme.at(acme.owner),
      (tx) => tx`update public.customer_contacts set is_primary = true where id = ${second.id}`,
      { commit: true },
    );
    await call(acme.sql, acme.at(acme.owner), "restore_contact", { payload: { id: third.id } });
    const rows = await acme.sql<{ name: string }[]>`
      select name from public.customer_contacts where customer_id = ${customer.id} and is_primary`;
    expect(rows.map((row) => row.name)).toEqual(["Second"]);
  });

  test("a stranger's customer gets none, in the same words as an unknown one", async () => {
    const stranger = await createCustomer(other, { first_name: "Far" });
    const answers = await Promise.all(
      [stranger.id, crypto.randomUUID()].map((id) => refusal(createProperty(acme, id))),
    );
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]?.code).toBe("CO422");
    const direct = asIdentity(
      acme.sql,
      acme.at(acme.owner),
      (tx) => tx`
      insert into public.customer_contacts (org_id, customer_id, name, is_primary)
      values (${other.orgId}, ${stranger.id}, 'Spy', true)`,
    );
    expect((await refusal(direct)).code).toBe("42501");
  });

  test("a property is on the map with both coordinates or not at all, and keeps the company's time unless told", async () => {
    const customer = await createCustomer(acme, { first_name: "Map" });
    expect((await createProperty(acme, customer.id)).time_zone).toBe("America/New_York");
    expect((await createProperty(acme, customer.id, { time_zone: "Europe/Berlin" })).time_zone).toBe(
      "Europe/Berlin",
    );
    for (const [fields, constraint] of [
      [{ lat: 52.5 }, "properties_position_complete"],
      [{ lat: 91, lng: 0 }, "properties_lat_check"],
      [{ lat: 0, lng: 181 }, "properties_lng_check"],
      [{ lat: "NaN", lng: 0 }, "properties_lat_check"],
      [{ country: "us" }, "properties_country_check"],
      [{ time_zone: "Mars/Base" }, "properties_time_zone_check"],
      [{ time_zone: "Foo/Bar+3" }, "properties_time_zone_check"],
    ] as const) {
      expect((await refusal(createProperty(acme, customer.id, fields))).message).toContain(constraint);
    }
  });
});

describe("a technician", () => {
  test("sees the customers he looks after, their contacts and places, and no others", async () => {
    const technician = await acme.hire("technician");
    const mine = await createCustomer(acme, { first_name: "Mine", assigned_to: technician.id });
    const foreign = await createCustomer(acme, { first_name: "Foreign" });
    for (const customer of [mine, foreign]) {
      await createProperty(acme, customer.id);
      await createContact(customer.id, "Con");
    }
    const seen = await asIdentity(acme.sql, acme.at(technician), async (tx) => {
      const customers = await tx<{ id: string }[]>`select id from public.customers`;
      const contacts = await tx<{ id: string }[]>`select customer_id as id from public.customer_contacts`;
      const places = await tx<{ id: string }[]>`select customer_id as id from public.properties`;
      return [customers, contacts, places].map((rows) => rows.map((row) => row.id));
    });
    expect(seen).toEqual([[mine.id], [mine.id], [mine.id]]);
  });

  test("changes none of them", async () => {
    const technician = await acme.hire("technician");
    await createCustomer(acme, { first_name: "Mine", assigned_to: technician.id });
    const changed = await asIdentity(
      acme.sql,
      acme.at(technician),
      (tx) => tx`
      update public.customers set notes = 'x' returning id`,
    );
    expect(changed).toHaveLength(0);
  });
});

test("an update without a condition stays in one's own company", async () => {
  const far = await createCustomer(other, { first_name: "Far" });
  await createCustomer(acme, { first_name: "Near" });
  const changed = await asIdentity(
    acme.sql,
    acme.at(acme.owner),
    (tx) => tx`update public.customers set source = 'blind'`,
    { commit: true },
  );
  expect(changed.count).toBeGreaterThan(0);
  const [row] = await acme.sql`select source, version::int from public.customers where id = ${far.id}`;
  expect(row).toEqual({ source: null, version: 1 });
});
