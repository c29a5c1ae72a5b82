import { expect, it } from "vitest";
import { standingOf, worstStanding } from "./rules";

it.each([
  [null, "valid"],
  ["2026-11-20", "ended"],
  ["2026-11-21", "ending"],
  ["2026-12-21", "ending"],
  ["2026-12-22", "valid"],
] as const)("a certificate that counts to %s is %s on 21 November 2026", (expires_on, standing) => {
  expect(standingOf({ expires_on }, "2026-11-21")).toBe(standing);
});

it("one that has ended is worse than one that will", () => {
  const on = (...days: (string | null)[]) =>
    worstStanding(
      days.map((expires_on) => ({ expires_on })),
      "2026-11-21",
    );
  expect(on(null, "2026-12-01", "2026-11-01")).toBe("ended");
  expect(on(null, "2026-12-01")).toBe("ending");
  expect(on()).toBe("valid");
});
