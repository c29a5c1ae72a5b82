import { describe, expect, it } from "vitest";
import { amountText, parseAmount } from "./money";

describe("parseAmount", () => {
  it.each([
    ["149", "USD", 14_900],
    ["149.5", "USD", 14_950],
    ["149,50", "EUR", 14_950],
    ["1,234.50", "USD", 123_450],
    ["1.234,50", "EUR", 123_450],
    ["1 234,50", "EUR", 123_450],
    ["1.234", "EUR", 123_400],
    ["0", "USD", 0],
    ["1500", "JPY", 1500],
    ["1500.5", "JPY", null],
    ["149.505", "USD", 14_950_500],
    ["-1", "USD", null],
    ["1.2.3", "USD", null],
    ["abc", "USD", null],
    ["", "USD", null],
  ])("reads %j in %s as %j", (text, currency, amount) => {
    expect(parseAmount(text, currency)).toBe(amount);
  });
});

describe("amountText", () => {
  it("writes what parseAmount reads", () => {
    expect([amountText(14_900, "USD"), amountText(14_950, "EUR"), amountText(1500, "JPY")]).toEqual([
      "149",
      "149.50",
      "1500",
    ]);
  });
});
