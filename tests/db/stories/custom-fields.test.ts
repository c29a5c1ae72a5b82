import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { asIdentity, refusal } from "@/tests/support/database";
import { call, foundCompany, openCompany } from "./company";
import type { Company } from "./company";
import { change, complaints, countOf, customer, define, remove, restore, valuesOf, write } from "./fields";

let acme: Company;
let other: Omit<Company, "database">;

beforeAll(async () => {
  acme = await openCompany();
  other = await foundCompany(acme.sql, "Best Plumbing");
});
afterAll(() => acme.database.close());

describe("a definition", () => {
  test("is called by programs what its name says, and keeps that when the name changes", async () => {
    const field = await define(acme, { name: "Wärmepumpe: Baujahr" });
    expect(field).toMatchObject({ key: "warmepumpe_baujahr", version: 1 });
    expect(await change(acme, field, { name: "Year built" })).toMatchObject({
      key: "warmepumpe_baujahr",
      version: 2,
    });
    expect((await define(acme, { name: "24-hour contact" })).key).toBe("f_24_hour_contact");
    expect((await define(acme, { name: "電話" })).key).toBe("field");
  });

  test("comes after those there are, each kind of record for itself", async () => {
    const one = await define(acme, { entity: "booking", name: "First" });
    const two = await define(acme, { entity: "booking", name: "Second" });
    expect([one.position, two.position]).toEqual([0, 1]);
  });

  test("is there once by name, and a key is never given twice, not even after its field is gone", async () => {
    const first = await define(acme, { name: "Floor" });
    expect((await refusal(define(acme, { name: "FLOOR" }))).code).toBe("23505");
    await remove(acme, first);
    expect((await define(acme, { name: "Floor" })).key).toBe("floor_2");
    expect((await refusal(define(acme, { name: "Level", key: "floor" }))).code).toBe("23505");
    expect((await refusal(restore(acme, first))).code).toBe("23505");
  });

  test.each([
    ["a key with capitals", "key", "Floor"],
    ["a type there is not", "type", "secret"],
    ["a record there is not", "entity", "invoice"],
    ["a name of two lines", "name", "a\nb"],
    ["choices of a text", "options", [{ label: "A" }]],
  ])("is refused for %s", async (_what, field, value) => {
    const answer = await refusal(define(acme, { name: `Refused ${field}`, [field]: value }));
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
    const answer = await refusal(define(acme, { name: "Region refused", type: "choice", options }));
    expect(answer.message).toContain("custom_field_definitions_options_check");
  });

  test("never changes what it is about, nor its kind, by anybody", async () => {
    const field = await define(acme, { name: "Fixed" });
    for (const column of ["entity", "key", "type"]) {
      const attempt = acme.sql.unsafe(
        `update public.custom_field_definitions set ${column} = 'job' where id = '${field.id}'`,
      );
      expect((await refusal(attempt)).message).toContain("immutable");
    }
  });

  test("is the leaders' to write and everybody's to read", async () => {
    const [dispatcher, technician] = [await acme.hire("dispatcher"), await acme.hire("technician")];
    expect(await refusal(define(acme, { name: "No" }, dispatcher))).toMatchObject({
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
    for (let n = count; n < 49; n += 1) await define(acme, { entity: "property", name: `Fill ${n}` });
    const both = await Promise.allSettled([
      define(acme, { entity: "property", name: "Fiftieth" }),
      define(acme, { entity: "property", name: "Fifty-first" }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const late = await refusal(define(acme, { entity: "property", name: "Late" }));
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
    const { key } = await define(acme, { name, type });
    const { id } = await customer(acme, { [key]: right });
    expect((await valuesOf(acme, id))[key]).toEqual(right);
    for (const value of wrong) {
      const found = await complaints(write(acme, id, { [key]: value }));
      expect(found).toEqual([
        [`custom_fields.${key}`, expect.stringMatching(/^(invalid|invalid_format|too_big)$/)],
      ]);
    }
    expect((await valuesOf(acme, id))[key]).toEqual(right);
  });

  test("of a choice are what is offered; what was chosen before it was taken back stays readable and may stay", async () => {
    const field = await define(acme, {
      name: "Region",
      type: "choice",
      options: [{ label: "North" }, { label: "24 kW" }, { label: "South" }],
    });
    expect(field.options.map(({ key }) => key)).toEqual(["north", "24_kw", "south"]);
    const { id } = await customer(acme, { region: "north" });
    // North is named no more, South is called otherwise.
    const { options } = await change(acme, field, {
      options: [{ key: "south", label: "Deep South" }, { label: "24 kW" }],
    });
    expect(options).toEqual([
      { key: "south", label: "Deep South", is_active: true },
      { key: "24_kw", label: "24 kW", is_active: true },
      { key: "north", label: "North", is_active: false },
    ]);
    await write(acme, id, { region: "north" });
    expect(await complaints(customer(acme, { region: "north" }))).toEqual([
      ["custom_fields.region", "unknown_value"],
    ]);
    expect(await complaints(write(acme, id, { region: "west" }))).toEqual([
      ["custom_fields.region", "unknown_value"],
    ]);
    // A label that comes back is the choice it was.
    const back = await change(acme, field, { options: [{ label: "north" }] });
    expect(back.options[0]).toEqual({ key: "north", label: "north", is_active: true });
  });

  test("of several choices are each offered, or were in the value already, and none stands there twice", async () => {
    const field = await define(acme, {
      name: "Devices",
      type: "multi_choice",
      options: [{ label: "Boiler" }, { label: "Pump" }, { label: "Tank" }],
    });
    const { id } = await customer(acme, { devices: ["pump", "boiler", "pump"] });
    expect((await valuesOf(acme, id)).devices).toEqual(["pump", "boiler"]);
    await change(acme, field, {
      options: [
        { key: "boiler", label: "Boiler" },
        { key: "tank", label: "Tank" },
      ],
    });
    await write(acme, id, { devices: ["pump", "tank"] });
    expect((await valuesOf(acme, id)).devices).toEqual(["pump", "tank"]);
    await write(acme, id, { devices: ["tank"] });
    expect(await complaints(write(acme, id, { devices: ["tank", "pump"] }))).toEqual([
      ["custom_fields.devices", "unknown_value"],
    ]);
  });

  test("are merged: what is not named stays, null and empty words clear, spaces say nothing", async () => {
    const [one, two] = [await define(acme, { name: "Merge one" }), await define(acme, { name: "Merge two" })];
    const { id } = await customer(acme, { [one.key]: "  first ", [two.key]: "second" });
    await write(acme, id, { [two.key]: "  " });
    expect(await valuesOf(acme, id)).toEqual({ [one.key]: "first" });
    await write(acme, id, {});
    await write(acme, id, { [one.key]: null });
    expect(await valuesOf(acme, id)).toEqual({});
    await Promise.all([write(acme, id, { [one.key]: "a" }), write(acme, id, { [two.key]: "b" })]);
    expect(await valuesOf(acme, id)).toEqual({ [one.key]: "a", [two.key]: "b" });
  });

  test("of a removed field are kept and hidden, counted before, and are there again when it comes back", async () => {
    const field = await define(acme, { name: "Meter" });
    await define(acme, { name: "Paint" });
    const { id } = await customer(acme, { meter: "A-17" });
    await customer(acme, { meter: "A-18" });
    expect(await countOf(acme, field)).toBe(2);
    await remove(acme, field);
    expect(await complaints(write(acme, id, { meter: "B-1" }))).toEqual([["custom_fields.meter", "unknown"]]);
    // Who sends back what he read changes nothing and is refused nothing.
    await write(acme, id, { meter: "A-17" });
    expect(await valuesOf(acme, id)).toEqual({ meter: "A-17" });
    // Nor does a form take away what it does not show.
    await write(acme, id, { paint: "red" });
    expect(await valuesOf(acme, id)).toEqual({ meter: "A-17", paint: "red" });
    await restore(acme, field);
    await write(acme, id, { meter: "B-1" });
    expect(await valuesOf(acme, id)).toEqual({ meter: "B-1", paint: "red" });
  });

  test("of a field that is switched off can be read and cleared, not given", async () => {
    const field = await define(acme, { name: "Old habit" });
    const { id } = await customer(acme, { old_habit: "kept" });
    await change(acme, field, { is_active: false });
    expect(await complaints(write(acme, id, { old_habit: "new" }))).toEqual([
      ["custom_fields.old_habit", "unknown"],
    ]);
    await write(acme, id, { old_habit: null });
    expect(await valuesOf(acme, id)).toEqual({});
  });

  test("are all named that are wrong, in one answer", async () => {
    await define(acme, { name: "Wrong day", type: "date" });
    expect(await complaints(customer(acme, { wrong_day: "x", nowhere: 1, another: 2 }))).toEqual([
      ["custom_fields.another", "unknown"],
      ["custom_fields.nowhere", "unknown"],
      ["custom_fields.wrong_day", "invalid_format"],
    ]);
  });

  test("of one record have 16 kB together", async () => {
    const keys: string[] = [];
    for (let n = 0; n < 9; n += 1) keys.push((await define(acme, { name: `Long ${n}` })).key);
    const all = Object.fromEntries(keys.map((key) => [key, "x".repeat(1900)]));
    expect(await complaints(customer(acme, all))).toEqual([["custom_fields", "too_big"]]);
  });

  test("may be held under the key of another company's field by nobody", async () => {
    await call(acme.sql, other.at(other.owner), "create_custom_field", {
      payload: { entity: "customer", type: "text", name: "Theirs" },
    });
    expect(await complaints(customer(acme, { theirs: "x" }))).toEqual([["custom_fields.theirs", "unknown"]]);
  });
});
