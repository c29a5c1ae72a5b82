import { describe, expect, it } from "vitest";
import { splitAddress } from "./addresses";
import { readPhone } from "./phones";
import { withOwnFields, type OwnField } from "./own-fields";
import { readRow, type Reading } from "./read-row";

const reading = (mapping: Reading["mapping"], more: Partial<Reading> = {}): Reading => ({
  mapping,
  headings: mapping.map((field) => field ?? ""),
  country: "US",
  areaCode: null,
  ...more,
});

describe("a telephone", () => {
  it.each([
    ["(518) 555-0142", "US", null, "+15185550142"],
    ["030/ 4490741", "DE", null, "+49304490741"],
    ["+49 30 398840", "US", null, "+4930398840"],
    ["281 64 73", "DE", "030", "+49302816473"],
    ["216 84 38/21014680", "DE", "030", "+49302168438"],
    ["657 40 11/65 29 89", "DE", "030", "+49306574011"],
    ["030 123456 oder 0171 2345678", "DE", null, "+4930123456"],
    ["Tel. 030 4490741", "DE", null, "+49304490741"],
  ])("%j of %s is read", (text, country, areaCode, phone) => {
    expect(readPhone(text, country, areaCode)).toEqual({ phone });
  });

  it("without its area code is nobody's", () => {
    expect(readPhone("281 64 73", "DE", null)).toEqual({ warning: "phone_without_area_code" });
  });

  it.each(["tba", "030", "000000000000000000", "123"])("%j is none", (text) => {
    expect(readPhone(text, "DE", "030")).toEqual({ warning: "phone_unreadable" });
  });
});

it.each([
  ["Albrechtstr. 20\n10117 Berlin", { line1: "Albrechtstr. 20", postcode: "10117", city: "Berlin" }],
  ["Hof 2\nHaus B\nD-01067 Dresden", { line1: "Hof 2", line2: "Haus B", postcode: "01067", city: "Dresden" }],
  [
    "12 Elm St, Apt 4, Troy, NY 12180",
    { line1: "12 Elm St", line2: "Apt 4", city: "Troy", region: "NY", postcode: "12180" },
  ],
  [
    "12 Elm St, Troy NY 12180-1234",
    { line1: "12 Elm St", city: "Troy", region: "NY", postcode: "12180-1234" },
  ],
  ["12 Elm St", { line1: "12 Elm St" }],
])("splits the address %j", (text, parts) => {
  expect(splitAddress(text)).toEqual(parts);
});

it("makes a company with its place of work of a row", () => {
  const row = readRow(
    [
      "  Elm  Dental ",
      "INFO@elm.example",
      "12 Elm St",
      "Troy",
      "12180",
      "42.73",
      "-73.69",
      "gate left",
      "yes",
    ],
    reading(["company_name", "email", "line1", "city", "postcode", "lat", "lng", "notes", null]),
  );
  expect(row).toEqual({
    customer: {
      kind: "company",
      company_name: "Elm Dental",
      first_name: null,
      last_name: null,
      email: "info@elm.example",
      phone: null,
      source: null,
      notes: "gate left",
    },
    property: {
      line1: "12 Elm St",
      line2: null,
      city: "Troy",
      region: null,
      postcode: "12180",
      country: "US",
      lat: 42.73,
      lng: -73.69,
    },
    warnings: [],
    error: null,
  });
});

it.each([
  ["Claire Moreau", "Claire", "Moreau"],
  ["Moreau, Claire", "Claire", "Moreau"],
  ["Moreau", null, "Moreau"],
])("takes %j apart", (name, first_name, last_name) => {
  expect(readRow([name], reading(["full_name"])).customer).toMatchObject({
    kind: "person",
    first_name,
    last_name,
  });
});

it("loses nothing that cannot be read: it goes to the notes with its heading", () => {
  const row = readRow(
    ["A Ltd", "tba", "nobody", "12 Elm St"],
    reading(["company_name", "phone", "email", "line1"]),
  );
  expect(row.customer).toMatchObject({
    phone: null,
    email: null,
    notes: "email: nobody\nphone: tba\n12 Elm St",
  });
  expect(row.property).toBeNull();
  expect(row.warnings).toEqual(["email_unreadable", "phone_unreadable", "address_incomplete"]);
});

it.each([
  [["", "x"], "no_name"],
  [["a".repeat(201)], "too_long"],
  [["A Ltd", "", "shifted"], "too_many_cells"],
] as const)("refuses the row %j", (cells, error) => {
  expect(readRow(cells, reading(["company_name", "notes"])).error).toBe(error);
});

it("takes away the apostrophe that keeps a cell from being a formula", () => {
  expect(readRow(["A Ltd", "'+49 30 398840"], reading(["company_name", "phone"])).customer.phone).toBe(
    "+4930398840",
  );
});

describe("a column that is a field of the company's own", () => {
  const options = [
    { key: "gas", label: "Gas, natural", is_active: true },
    { key: "oil", label: "Oil", is_active: true },
    { key: "coal", label: "Coal", is_active: false },
  ];
  const read = (type: OwnField["type"], cell: string, country = "US") => {
    const fields = [{ key: "own", name: "Own", type, options, is_active: true }];
    return readRow(["A Ltd", cell], reading(["company_name", "custom_fields.own"], { fields, country }));
  };

  it.each([
    ["text", " two\n lines ", "two\n lines"],
    ["number", "1.250,5", 1250.5],
    ["number", "-3", -3],
    ["date", "2026-02-03", "2026-02-03"],
    ["date", "2/3/2026", "2026-02-03"],
    ["date", "3.2.2026", "2026-02-03"],
    ["yes_no", "JA", true],
    ["yes_no", "0", false],
    ["url", "www.acme.test/a", "https://www.acme.test/a"],
    ["choice", "gas,  NATURAL", "gas"],
    ["choice", "oil", "oil"],
    ["multi_choice", "Oil; Gas, natural", ["oil", "gas"]],
    ["multi_choice", "oil, gas", ["oil", "gas"]],
  ] as const)("of the type %s reads %j as %j", (type, cell, value) => {
    expect(read(type, cell)).toMatchObject({ error: null, customer: { custom_fields: { own: value } } });
  });

  it("reads the day first where people do", () => {
    expect(read("date", "2/3/2026", "DE").customer.custom_fields).toEqual({ own: "2026-03-02" });
  });

  it.each([
    ["text", "x".repeat(2001), "too_long"],
    ["number", "twelve", "wrong_number"],
    ["date", "31.02.2026", "wrong_date"],
    ["date", "soon", "wrong_date"],
    ["yes_no", "maybe", "wrong_yes_no"],
    ["url", "javascript:alert(1)", "wrong_url"],
    ["choice", "Coal", "wrong_choice"],
    ["multi_choice", "Oil; Wood", "wrong_choice"],
  ] as const)("of the type %s makes %j an error of its row", (type, cell, error) => {
    expect(read(type, cell).error).toBe(error);
  });

  it("without a value leaves the customer as he is, and says what was removed since in the notes", () => {
    expect(read("number", "").customer).not.toHaveProperty("custom_fields");
    const row = readRow(["A Ltd", "12"], reading(["company_name", "custom_fields.gone"], { fields: [] }));
    expect(row).toMatchObject({ error: null, customer: { notes: "custom_fields.gone: 12" } });
  });
});

it("knows a column by the name of a field of the company's own, each field once", () => {
  const field = { type: "text" as const, options: [], is_active: true };
  const fields = [
    { ...field, key: "tax_number", name: "Tax number" },
    { ...field, key: "old", name: "Old", is_active: false },
  ];
  expect(
    withOwnFields(["email", null, null, null], ["Tax number", "TAX NUMBER", "tax_number", "Old"], fields),
  ).toEqual(["email", "custom_fields.tax_number", null, null]);
});
