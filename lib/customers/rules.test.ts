import { expect, it } from "vitest";
import { customerName } from "./rules";

it.each([
  [{ kind: "company", company_name: "Lakeside Dental", last_name: "Park" }, "Lakeside Dental"],
  [
    { kind: "person", first_name: "Claire", last_name: "Moreau", company_name: "Moreau Ltd" },
    "Claire Moreau",
  ],
  [{ kind: "person", last_name: "Moreau" }, "Moreau"],
  [{ kind: "company", first_name: "Claire" }, "Claire"],
  [{ kind: "person" }, ""],
] as const)("calls %j %j, as the database does", (customer, name) => {
  expect(customerName(customer)).toBe(name);
});
