import { describe, expect, it } from "vitest";
import { currencyOf, suggestSlug } from "./rules";

describe("suggestSlug", () => {
  it.each([
    ["Northside Heating & Cooling", "northside-heating-cooling"],
    ["Müller Gas- und Wassertechnik", "muller-gas-und-wassertechnik"],
    ["Groß & Söhne", "gross-sohne"],
    ["  --  ", ""],
    ["日本", ""],
  ])("makes of %j the address %j", (name, slug) => {
    expect(suggestSlug(name)).toBe(slug);
  });

  it("does not end in a hyphen where a long name is cut", () => {
    expect(suggestSlug(`${"a".repeat(49)} heating`)).toBe("a".repeat(49));
  });
});

describe("currencyOf", () => {
  it("guesses by country, and the dollar where it does not know", () => {
    expect([currencyOf("DE"), currencyOf("GB"), currencyOf("ZZ")]).toEqual(["EUR", "GBP", "USD"]);
  });
});
