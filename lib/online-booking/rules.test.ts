import { expect, test } from "vitest";
import { isSlug, requestOfForm, wishSpan } from "./rules";

test("An address of a page is one as organizations have them", () => {
  for (const word of ["northside", "a", "blue-water-2"]) expect(isSlug(word), word).toBe(true);
  for (const word of ["", "-a", "Northside", "a b", "../x", "a".repeat(61), "ä"])
    expect(isSlug(word), word).toBe(false);
});

test("A wish is a part of a day by the company's clock, also on the day it changes", () => {
  expect(wishSpan({ day: "2027-03-14", part: "morning" }, "America/New_York")).toEqual({
    starts_at: "2027-03-14T12:00:00.000Z",
    ends_at: "2027-03-14T16:00:00.000Z",
  });
  expect(wishSpan({ day: "2027-03-13", part: "morning" }, "America/New_York").starts_at).toBe(
    "2027-03-13T13:00:00.000Z",
  );
});

test("A form without script becomes a request; wishes left empty or unreadable are none", () => {
  const fields = {
    op_id: "o",
    service_type_id: "s",
    name: "Ana",
    email: "a@b.test",
    phone: "1",
    line1: "12 Elm St",
    city: "Albany",
    postcode: "12207",
    day_1: "2027-01-11",
    part_1: "afternoon",
    day_2: "",
    part_2: "morning",
    day_3: "2027-99-99",
    part_3: "morning",
  };
  expect(requestOfForm(fields, "Europe/Berlin")).toEqual({
    op_id: "o",
    service_type_id: "s",
    name: "Ana",
    email: "a@b.test",
    phone: "1",
    note: "",
    address: { line1: "12 Elm St", city: "Albany", postcode: "12207" },
    wishes: [{ starts_at: "2027-01-11T11:00:00.000Z", ends_at: "2027-01-11T16:00:00.000Z" }],
    wishes_text: "",
  });
});
