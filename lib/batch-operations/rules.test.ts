import { expect, test } from "vitest";
import { isOpen, percentOf } from "./rules";

test("a hundred percent is said only when all is done", () => {
  expect(percentOf({ done: 999, total: 1_000 })).toBe(99);
  expect(percentOf({ done: 1_000, total: 1_000 })).toBe(100);
  expect(percentOf({ done: 1_200, total: 1_000 })).toBe(100);
  expect(percentOf({ done: 0, total: 0 })).toBe(100);
});

test("an unknown amount has no percentage", () => {
  expect(percentOf({ done: 12, total: null })).toBeNull();
});

test("what ended cannot be called off", () => {
  const open = (["queued", "running", "done", "failed", "cancelled"] as const).filter((status) =>
    isOpen({ status }),
  );
  expect(open).toEqual(["queued", "running"]);
});
