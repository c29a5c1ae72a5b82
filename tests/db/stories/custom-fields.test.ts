import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { asIdentity, refusal } from "@/tests/support/database";
import type { TestUser } from "@/tests/support/database";
import { call, callRows, createCustomer, createProperty, foundCompany, openCompany } from "./company";
import type { Answer, Company } from "./company";

type Option = { key: string; label: string; is_active: boolean };
type Field = { id: string; key: string; version: number; position: number; options: Option[] };
type Values = Record<string, unknown>;

let acme: Company;
let other: Omit<Company, "database">;

beforeAll(async () => {
  acme = await openCompany();
  other = await foundCompany(acme.sql, "Best Plumbing");
});
afterAll(() => acme.database.close());

const ask = <T>(name: string, args: Record<string, unknown>, as = acme.owner): Promise<T> =>
  call<T>(acme.sql, acme.at(as), name, args);
const define = async (payload: object, as?: TestUser): Promise<Field> =>
  (
    await ask<Answer<Field>>(
      "create_custom_field",
      { payload: { entity: "customer", type: "text", ...payload } },
      as,
    )
  ).data;
const change = async ({ id }: Field, changes: object): Promise<Field> =>
  (await ask<Answer<Field>>("update_custom_field", { id, expected_version: null, changes })).data;
const remove = ({ id }: Field): Promise<unknown> =>
  ask("delete_custom_field", { id, expected_version: null });
const restore = ({ id }: Field): Promise<unknown> => ask("restore_custom_field", { payload: { id } });
const countOf = async ({ id }: Field): Promise<number> =>
  (await ask<{ count: number }>("count_custom_field_values", { id })).count;

const customer = (custom_fields: Values, as?: TestUser) =>
  createCustomer(acme, { last_name: "Ruiz", custom_fields }, as);
/** As PATCH does it: a plain update under row security. */
const write = (id: string, values: Values, as = acme.owner): Promise<unknown> =>
  asIdentity(
    acme.sql,
    acme.at(as),
    (tx) =>
      tx`update public.customers set custom_fields = ${tx.json(values as never)} where id = ${id} returning id`,
    { commit: true },
  );
const valuesOf = async (id: string): Promise<Values> => {
  const [row] = await acme.sql<
    { custom_fields: Values }[]
  >`select custom_fields from public.customers where id = ${id}`;
  return row?.custom_fields ?? {};
};
/** [field, code] of each complaint. */
const complaints = async (work: Promise<unknown>): Promise<[string, string][]> => {
  const { code, hint, detail } = await refusal(work);
  expect(code).toBe("CO422");
  const { errors } = JSON.parse(detail ?? "{}") as { errors: { field: string; code: string }[] };
  expect(hint).toBe(errors[0]?.field);
  return errors.map(({ field, code: word }) => [field, word]);
};

describe("a definition", () => {
  test("is called by programs what its name says, and keeps that when the name changes", async () => {
    const field = await define({ name: "Wärmepumpe: Baujahr" });
    expect(field).toMatchObject({ key: "warmepumpe_baujahr", version: 1 });
    expect(await change(field, { name: "Year built" })).toMatchObject({
      key: "warmepumpe_baujahr",
      version: 2,
    });
    expect((await define({ name: "24-hour contact" })).key).toBe("f_24_hour_contact");
    expect((await define({ name: "電話" })).key).toBe("field");
  });

  test("comes after those there are, each kind of record for itself", async () => {
    const one = await define({ entity: "booking", name: "First" });
    const two = await define({ entity: "booking", name: "Second" });
    expect([one.position, two.position]).toEqual([0, 1]);
  });

  test("is there once by name, and a key is never given twice, not even after its field is gone", async () => {
    const first = await define({ name: "Floor" });
    expect((await refusal(define({ name: "FLOOR" }))).code).toBe("23505");
    await remove(first);
    expect((await define({ name: "Floor" })).key).toBe("floor_2");
    expect((await refusal(define({ name: "Level", key: "floor" }))).code).toBe("23505");
    expect((await refusal(restore(first))).code).toBe("23505");
  });

  test.each([
    ["a key with capitals", "key", "Floor"],
    ["a type there is not", "type", "secret"],
    ["a record there is not", "entity", "invoice"],
    ["a name of two lines", "name", "a\nb"],
    ["choices of a text", "options", [{ label: "A" }]],
  ])("is refused for %s", async (_what, field, value) => {
    const answer = await refusal(define({ name: `Refused ${field}`, [field]: value }));
    expect(answer.message).toContain(`custom_field_definitions_${field}_check`);
  });

  test.each([
    ["none", []],
    ["two of one label", [{ label: "North" }, { label: "north " }]],
    [
      "two of one key",
      [
        { key: "n", label: "A" },
        { key: "n", label: "B" },
      ],
    ],
    ["one without words", [{ label: " " }]],
  ])("with choices is refused for %s", async (_what, options) => {
    const answer = await refusal(define({ name: "Region refused", type: "choice", options }));
    expect(answer.message).toContain("custom_field_definitions_options_check");
  });

  test("never changes what it is about, nor its kind, by anybody", async () => {
    const field = await define({ name: "Fixed" });
    for (const column of ["entity", "key", "type"]) {
      const attempt = acme.sql.unsafe(
        `update public.custom_field_definitions set ${column} = 'job' where id = '${field.id}'`,
      );
      expect((await refusal(attempt)).message).toContain("immutable");
    }
  });

  test("is the leaders' to write and everybody's to read", async () => {
    const [dispatcher, technician] = [await acme.hire("dispatcher"), await acme.hire("technician")];
    expect(await refusal(define({ name: "No" }, dispatcher))).toMatchObject({
      code: "42501",
      hint: "custom_fields:create",
    });
    const seen = await asIdentity(
      acme.sql,
      acme.at(technician),
      (tx) => tx`select id from public.custom_field_definitions`,
    );
    expect(seen.length).toBeGreaterThan(0);
    const far = await asIdentity(
      acme.sql,
      other.at(other.owner),
      (tx) => tx`select id from public.custom_field_definitions`,
    );
    expect(far).toHaveLength(0);
  });

  test("is one of fifty of its kind, also when two come at once", async () => {
    const [{ count }] = await acme.sql<[{ count: number }]>`
      select count(*)::int as count from public.custom_field_definitions
      where org_id = ${acme.orgId} and entity = 'property' and deleted_at is null`;
    for (let n = count; n < 49; n += 1) await define({ entity: "property", name: `Fill ${n}` });
    const both = await Promise.allSettled([
      define({ entity: "property", name: "Fiftieth" }),
      define({ entity: "property", name: "Fifty-first" }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const late = await refusal(define({ entity: "property", name: "Late" }));
    expect([late.code, late.message.split(":")[0]]).toEqual(["CO409", "too_many_fields"]);
    await acme.sql`delete from public.custom_field_definitions where org_id = ${acme.orgId} and entity = 'property'`;
  });
});

describe("values", () => {
  test.each([
    ["text", "words", "Two\nlines", [5, ["a"], "x".repeat(2001)]],
    ["number", "amount", -12.75, ["12", true, 1.1e15]],
    ["date", "day", "2028-02-29", ["2027-02-29", "29.02.2028", "0001-01-01", "tomorrow", 20280229]],
    ["yes_no", "agreed", false, ["yes", 1]],
    [
      "url",
      "site",
      "https://acme.test/a?b#c",
      ["javascript:alert(1)", "acme.test", "https://a b", "data:text/html,x", 7],
    ],
  ] as const)("of the type %s are what it says and nothing else", async (type, name, right, wrong) => {
    const { key } = await define({ name, type });
    const { id } = await customer({ [key]: right });
    expect((await valuesOf(id))[key]).toEqual(right);
    for (const value of wrong) {
      const found = await complaints(write(id, { [key]: value }));
      expect(found).toEqual([
        [`custom_fields.${key}`, expect.stringMatching(/^(invalid|invalid_format|too_big)$/)],
      ]);
    }
    expect((await valuesOf(id))[key]).toEqual(right);
  });

  test("of a choice are what is offered; what was chosen before it was taken back stays readable and may stay", async () => {
    const field = await define({
      name: "Region",
      type: "choice",
      options: [{ label: "North" }, { label: "24 kW" }, { label: "South" }],
    });
    expect(field.options.map(({ key }) => key)).toEqual(["north", "24_kw", "south"]);
    const { id } = await customer({ region: "north" });
    // North is named no more, South is called otherwise.
    const { options } = await change(field, {
      options: [{ key: "south", label: "Deep South" }, { label: "24 kW" }],
    });
    expect(options).toEqual([
      { key: "south", label: "Deep South", is_active: true },
      { key: "24_kw", label: "24 kW", is_active: true },
      { key: "north", label: "North", is_active: false },
    ]);
    await write(id, { region: "north" });
    expect(await complaints(customer({ region: "north" }))).toEqual([
      ["custom_fields.region", "unknown_value"],
    ]);
    expect(await complaints(write(id, { region: "west" }))).toEqual([
      ["custom_fields.region", "unknown_value"],
    ]);
    // A label that comes back is the choice it was.
    const back = await change(field, { options: [{ label: "north" }] });
    expect(back.options[0]).toEqual({ key: "north", label: "north", is_active: true });
  });

  test("of several choices are each offered, or were in the value already, and none stands there twice", async () => {
    const field = await define({
      name: "Devices",
      type: "multi_choice",
      options: [{ label: "Boiler" }, { label: "Pump" }, { label: "Tank" }],
    });
    const { id } = await customer({ devices: ["pump", "boiler", "pump"] });
    expect((await valuesOf(id)).devices).toEqual(["pump", "boiler"]);
    await change(field, {
      options: [
        { key: "boiler", label: "Boiler" },
        { key: "tank", label: "Tank" },
      ],
    });
    await write(id, { devices: ["pump", "tank"] });
    expect((await valuesOf(id)).devices).toEqual(["pump", "tank"]);
    await write(id, { devices: ["tank"] });
    expect(await complaints(write(id, { devices: ["tank", "pump"] }))).toEqual([
      ["custom_fields.devices", "unknown_value"],
    ]);
  });

  test("are merged: what is not named stays, null and empty words clear, spaces say nothing", async () => {
    const [one, two] = [await define({ name: "Merge one" }), await define({ name: "Merge two" })];
    const { id } = await customer({ [one.key]: "  first ", [two.key]: "second" });
    await write(id, { [two.key]: "  " });
    expect(await valuesOf(id)).toEqual({ [one.key]: "first" });
    await write(id, {});
    await write(id, { [one.key]: null });
    expect(await valuesOf(id)).toEqual({});
    await Promise.all([write(id, { [one.key]: "a" }), write(id, { [two.key]: "b" })]);
    expect(await valuesOf(id)).toEqual({ [one.key]: "a", [two.key]: "b" });
  });

  test("of a removed field are kept and hidden, counted before, and are there again when it comes back", async () => {
    const field = await define({ name: "Meter" });
    const { id } = await customer({ meter: "A-17" });
    await customer({ meter: "A-18" });
    expect(await countOf(field)).toBe(2);
    await remove(field);
    expect(await complaints(write(id, { meter: "B-1" }))).toEqual([["custom_fields.meter", "unknown"]]);
    // Who sends back what he read changes nothing and is refused nothing.
    await write(id, { meter: "A-17" });
    expect(await valuesOf(id)).toEqual({ meter: "A-17" });
    await restore(field);
    await write(id, { meter: "B-1" });
    expect(await valuesOf(id)).toEqual({ meter: "B-1" });
  });

  test("of a field that is switched off can be read and cleared, not given", async () => {
    const field = await define({ name: "Old habit" });
    const { id } = await customer({ old_habit: "kept" });
    await change(field, { is_active: false });
    expect(await complaints(write(id, { old_habit: "new" }))).toEqual([
      ["custom_fields.old_habit", "unknown"],
    ]);
    await write(id, { old_habit: null });
    expect(await valuesOf(id)).toEqual({});
  });

  test("are all named that are wrong, in one answer", async () => {
    await define({ name: "Wrong day", type: "date" });
    expect(await complaints(customer({ wrong_day: "x", nowhere: 1, another: 2 }))).toEqual([
      ["custom_fields.another", "unknown"],
      ["custom_fields.nowhere", "unknown"],
      ["custom_fields.wrong_day", "invalid_format"],
    ]);
  });

  test("of one record have 16 kB together", async () => {
    const keys: string[] = [];
    for (let n = 0; n < 9; n += 1) keys.push((await define({ name: `Long ${n}` })).key);
    const all = Object.fromEntries(keys.map((key) => [key, "x".repeat(1900)]));
    expect(await complaints(customer(all))).toEqual([["custom_fields", "too_big"]]);
  });

  test("may be held under the key of another company's field by nobody", async () => {
    await call(acme.sql, other.at(other.owner), "create_custom_field", {
      payload: { entity: "customer", type: "text", name: "Theirs" },
    });
    expect(await complaints(customer({ theirs: "x" }))).toEqual([["custom_fields.theirs", "unknown"]]);
  });
});

describe("a required field", () => {
  let vat: Field;
  beforeAll(async () => {
    vat = await define({ name: "Tax number", is_required: true });
  });
  afterAll(() => remove(vat));

  test("is asked of a new record and cannot be cleared, while other changes pass by", async () => {
    const missing = [["custom_fields.tax_number", "required"]];
    expect(await complaints(customer({}))).toEqual(missing);
    expect(await complaints(customer({ tax_number: " " }))).toEqual(missing);
    const { id } = await customer({ tax_number: "DE1" });
    expect(await complaints(write(id, { tax_number: null }))).toEqual(missing);
    await write(id, { merge_one: "x" });
    await asIdentity(
      acme.sql,
      acme.at(acme.owner),
      (tx) => tx`update public.customers set custom_fields = '{}' where id = ${id}`,
      { commit: true },
    );
    expect(await valuesOf(id)).toEqual({ tax_number: "DE1", merge_one: "x" });
  });

  test("is not asked of what imports, links and phones bring", async () => {
    await acme.sql`insert into public.customers (org_id, kind, last_name) values (${acme.orgId}, 'person', 'Import')`;
  });
});

describe("a list", () => {
  test("is filtered by values, also while searching, and by fields there are only", async () => {
    const floor = await define({
      name: "Listed floor",
      type: "choice",
      options: [{ label: "One" }, { label: "Two" }],
    });
    await define({
      name: "Listed parts",
      type: "multi_choice",
      options: [{ label: "Red" }, { label: "Blue" }],
    });
    const both = await customer({ listed_floor: "two", listed_parts: ["red", "blue"] });
    const one = await customer({ listed_floor: "two" });
    await customer({ listed_floor: "one" });
    const found = async (custom_fields: Values, as = acme.owner): Promise<string[]> => {
      const args = { filters: { custom_fields }, page_limit: 50, after_key: null };
      const rows = await callRows<{ row: { id: string } }>(
        acme.sql,
        acme.at(as),
        "list_customers",
        args,
        "row",
      );
      return rows.map(({ row }) => row.id).sort();
    };
    expect(await found({ listed_floor: "two" })).toEqual([both.id, one.id].sort());
    expect(await found({ listed_floor: "two", listed_parts: "blue" })).toEqual([both.id]);
    const search = { query: "ruiz", filters: { custom_fields: { listed_parts: "red" } }, page_limit: 50 };
    const hits = await callRows<{ row: { id: string } }>(
      acme.sql,
      acme.at(acme.owner),
      "search_customers",
      search,
      "row",
    );
    expect(hits.map(({ row }) => row.id)).toEqual([both.id]);
    const technician = await acme.hire("technician");
    await acme.sql`update public.customers set assigned_to = ${technician.id} where id = ${one.id}`;
    expect(await found({ listed_floor: "two" }, technician)).toEqual([one.id]);
    await remove(floor);
    expect(await refusal(found({ listed_floor: "two" }))).toMatchObject({
      code: "CO422",
      hint: "custom_fields",
    });
  });

  test("finds them by an index, where a few of many have the value", async () => {
    await acme.sql.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx`
        insert into public.customers (org_id, kind, last_name, custom_fields)
        select ${other.orgId}, 'person', 'Many ' || n, jsonb_build_object('theirs', (n % 500)::text)
        from generate_series(1, 4000) as n`;
    });
    await acme.sql`vacuum (analyze) public.customers`;
    const plan = await acme.sql.unsafe(
      `explain select id from public.customers where org_id = '${other.orgId}'
       and custom_fields @> '{"theirs": "7"}' and custom_fields <> '{}'`,
    );
    expect(JSON.stringify(plan)).toContain("customers_custom_fields_idx");
  });
});

test("the same holds for properties, jobs and visits, whoever writes them", async () => {
  for (const entity of ["property", "job", "booking"]) {
    await define({ entity, name: "Shared words" });
    await define({ entity, name: "Shared day", type: "date" });
  }
  const { id: customerId } = await createCustomer(acme, { last_name: "Places" });
  const place = await createProperty(acme, customerId, {});
  const [job] = await acme.sql<{ id: string }[]>`
    insert into public.jobs (org_id, number, customer_id, property_id, title, custom_fields)
    values (${acme.orgId}, 'J-CF', ${customerId}, ${place.id}, 'Fields', '{"shared_words": "a"}') returning id`;
  const [visit] = await acme.sql<{ id: string }[]>`
    insert into public.bookings (org_id, number, job_id, status, custom_fields)
    values (${acme.orgId}, 'V-CF', ${job?.id ?? ""}, 'unscheduled', '{"shared_words": "a"}') returning id`;
  for (const [table, id] of [
    ["properties", place.id],
    ["jobs", job?.id],
    ["bookings", visit?.id],
  ]) {
    const update = (values: Values) =>
      acme.sql.unsafe(`update public.${table} set custom_fields = $1 where id = $2 returning custom_fields`, [
        values as never,
        id ?? "",
      ]);
    const [row] = await update({ shared_words: "b", shared_day: "2028-02-29" });
    expect(row?.custom_fields).toEqual({ shared_words: "b", shared_day: "2028-02-29" });
    expect(await complaints(update({ shared_day: "soon", nowhere: 1 }))).toEqual([
      ["custom_fields.nowhere", "unknown"],
      ["custom_fields.shared_day", "invalid_format"],
    ]);
  }
});

test("erasing a customer clears what may be personal, of removed fields too, and leaves what is not", async () => {
  await define({ name: "Heard of us", is_personal: false });
  const gone = await define({ name: "Childrens names" });
  const { id } = await customer({ heard_of_us: "Radio", childrens_names: "Ida", merge_one: "x" });
  await remove(gone);
  await acme.sql.begin(async (tx) => {
    // As older versions stored it: without any definition.
    await tx`set local session_replication_role = replica`;
    await tx`update public.customers set custom_fields = custom_fields || '{"never_defined": "Ida"}' where id = ${id}`;
  });
  await ask("erase_person", { payload: { kind: "customer", id, reason: "Asked by letter" } });
  expect(await valuesOf(id)).toEqual({ heard_of_us: "Radio" });
});
