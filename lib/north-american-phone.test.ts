import { describe, expect, it } from "vitest";
import { formatNorthAmerican } from "./north-american-phone";
import { formatPhone } from "./phone";

describe("formatNorthAmerican", () => {
  it("writes a number as at home in any country of the plan, and with its plus elsewhere", () => {
    expect(formatNorthAmerican("+17185550103", "US")).toBe("(718) 555-0103");
    expect(formatNorthAmerican("+14165550103", "US")).toBe("(416) 555-0103");
    expect(formatNorthAmerican("+17185550103", "CA")).toBe("(718) 555-0103");
    expect(formatNorthAmerican("+17185550103", "DE")).toBe("+1 718 555 0103");
    expect(formatNorthAmerican("+17185550103", null)).toBe("+1 718 555 0103");
  });

  it("leaves every other number alone", () => {
    for (const other of ["+4930901820", "+1718555010", "+11185550103", "7185550103", "", "+1718555010x"])
      expect(formatNorthAmerican(other, "US")).toBeNull();
  });

  it("says the same as the tables of all plans", () => {
    for (const number of ["+17185550103", "+14165550123", "+18765550123", "+12125551234"])
      for (const country of ["US", "CA", "JM", "DE", "GB", null])
        expect(formatNorthAmerican(number, country), `${number} in ${country}`).toBe(
          formatPhone(number, country),
        );
  });
});

describe("formatPhone", () => {
  it("writes numbers of one's own plan as at home and others with their plus", () => {
    expect(formatPhone("+4930901820", "DE")).toBe("030 901820");
    expect(formatPhone("+4930901820", "US")).toBe("+49 30 901820");
    expect(formatPhone("unreadable", "US")).toBe("unreadable");
  });
});
