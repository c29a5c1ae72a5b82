import { expect, test } from "vitest";
import { retryDelayS } from "./retry";

const waits = { firstWaitS: 5, longestWaitS: 3_600 };

test("waits double from five seconds to an hour", () => {
  const longest = [1, 2, 3, 4, 10, 11, 50].map((attempts) => retryDelayS(attempts, waits, 1));
  expect(longest).toEqual([5, 10, 20, 40, 2_560, 3_600, 3_600]);
});

test("chance takes at most half of a wait", () => {
  expect(retryDelayS(4, waits, 0)).toBe(20);
  expect(retryDelayS(4, waits, 0.5)).toBe(30);
});
