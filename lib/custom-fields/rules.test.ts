import { expect, it } from "vitest";
import { askedOf, choicesOf, formValues, problemOf, shownOf, valueText } from "./rules";
import type { CustomField } from "./schema";

const field = (changes: Partial<CustomField>): CustomField => ({
  id: "0197c1a0-0000-7000-8000-000000000001",
  entity: "customer",
  key: "field",
  name: "Field",
  description: null,
  type: "text",
  options: [],
  is_required: false,
  is_personal: true,
  is_active: true,
  position: 0,
  version: 1,
  created_at: "2026-11-22T08:00:00Z",
  updated_at: "2026-11-22T08:00:00Z",
  deleted_at: null,
  ...changes,
});
const options = [
  { key: "north", label: "North", is_active: true },
  { key: "south", label: "South", is_active: false },
];

it.each([
  ["text", "words", null],
  ["text", "x".repeat(2001), "too_big"],
  ["number", -12.5, null],
  ["number", "twelve", "invalid_number"],
  ["number", 1.1e15, "too_big"],
  ["date", "2028-02-29", null],
  ["date", "2027-02-29", "invalid_format"],
  ["date", "29.02.2028", "invalid_format"],
  ["yes_no", false, null],
  ["url", "https://acme.test/a?b#c", null],
  ["url", "javascript:alert(1)", "invalid_url"],
  ["choice", "north", null],
  ["choice", "south", "unknown_value"],
  ["multi_choice", ["north"], null],
  ["multi_choice", ["north", "west"], "unknown_value"],
] as const)("says of a %s %j what the database says: %s", (type, value, word) => {
  expect(problemOf(field({ type, options: [...options] }), value, undefined)).toBe(word);
});

it("asks for a required value, and for none else", () => {
  for (const empty of [null, undefined, " ", []]) {
    expect(problemOf(field({ is_required: true }), empty, undefined)).toBe("required");
    expect(problemOf(field({}), empty, undefined)).toBeNull();
  }
});

it("lets a choice stand that was taken back after it was made", () => {
  const region = field({ type: "choice", options: [...options] });
  expect(problemOf(region, "south", "south")).toBeNull();
  expect(choicesOf(region, "south").map(({ key }) => key)).toEqual(["north", "south"]);
});

it("asks what is in use and shows what has a value, in the company's order", () => {
  const fields = [
    field({ key: "late", position: 2 }),
    field({ key: "off", position: 1, is_active: false }),
    field({ key: "soon", position: 0 }),
    field({ key: "other", entity: "job" }),
  ];
  expect(askedOf(fields, "customer").map(({ key }) => key)).toEqual(["soon", "late"]);
  const values = { late: "a", off: "b", soon: " ", hidden: "c" };
  expect(shownOf(fields, "customer", values).map(({ key }) => key)).toEqual(["off", "late"]);
  expect(formValues(askedOf(fields, "customer"), values)).toEqual({ soon: " ", late: "a" });
});

it.each([
  ["text", " two words ", " two words "],
  ["text", "  ", null],
  ["number", 0, "n0"],
  ["date", "2026-11-21", "on 2026-11-21T12:00:00Z UTC"],
  ["yes_no", false, "nein"],
  ["choice", "south", "South"],
  ["choice", "west", "west"],
  ["multi_choice", ["south", "north"], "South, North"],
  ["multi_choice", [], null],
  ["text", null, null],
] as const)("says a %s %j as %s", (type, value, said) => {
  const words = {
    yes: "ja",
    no: "nein",
    number: (each: number) => `n${each}`,
    day: (at: string, zone: string) => `on ${at} ${zone}`,
  };
  expect(valueText(field({ type, options: [...options] }), value, words)).toBe(said);
});
