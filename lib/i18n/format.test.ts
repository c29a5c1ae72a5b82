import { expect, test } from "vitest";
import { createFormats } from "./format";

test("a time zone is called by its town and in the reader's language", () => {
  const [en, de] = [createFormats("en"), createFormats("de")];
  expect(en.zone("Europe/Berlin")).toBe("Berlin, Central European Time");
  expect(de.zone("Europe/Berlin")).toBe("Berlin, Mitteleuropäische Zeit");
  expect(en.zone("America/Indiana/Knox")).toBe("Knox, Indiana, Central Time");
  expect(de.zone("America/New_York")).toBe("New York, Nordamerikanische Ostküstenzeit");
});

test("a zone without a town is called by its clock alone, and a town is not said twice", () => {
  const en = createFormats("en");
  expect(en.zone("Etc/UTC")).toBe("UTC");
  expect(en.zone("Etc/GMT+5")).toBe("GMT-05:00");
  expect(en.zone("Europe/Moscow")).toBe("Moscow Standard Time");
});
