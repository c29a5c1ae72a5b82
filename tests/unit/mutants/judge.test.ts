import { expect, test } from "vitest";
import { kindOf } from "@/tests/db/mutants/judge";

test("an expectation that was not met is a catch, and so is a refusal that did not come", () => {
  expect(kindOf([{ name: "AssertionError", message: "expected 2 to be 1" }])).toBe("assertion");
  const granted = "The statement was expected to be refused, but it succeeded.";
  expect(kindOf([{ name: "Error", message: granted }])).toBe("assertion");
});

test("a wait that was too long is none, whatever was expected meanwhile", () => {
  const late = { name: "Error", message: "Test timed out in 60000ms." };
  expect(kindOf([late])).toBe("late");
  expect(kindOf([{ name: "AssertionError", message: "expected 2 to be 1" }, late])).toBe("late");
});

test("a plant that the database cannot run is none, thrown or met where another refusal was expected", () => {
  expect(kindOf([{ name: "PostgresError", message: "no such field", code: "42703" }])).toBe("broken");
  expect(kindOf([{ name: "PostgresError", message: 'syntax error at or near "fro"' }])).toBe("broken");
  const other = 'expected { code: "42883" } to match object { code: "CO404" }';
  expect(kindOf([{ name: "AssertionError", message: other }])).toBe("broken");
  const diff = '- "code": "CO404"\n+ "code": "42P01"';
  expect(kindOf([{ name: "AssertionError", message: "expected an object to match", diff }])).toBe("broken");
});

test("a test that fell before it could look is none", () => {
  expect(kindOf([{ name: "PostgresError", message: "duplicate key", code: "23505" }])).toBe("error");
  expect(kindOf([{ name: "TypeError", message: "Cannot read properties of undefined" }])).toBe("error");
});
