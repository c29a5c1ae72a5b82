import { expect, test } from "vitest";
import { addDays, dateIn, hoursOfDay, startOfWeek, timeIn, wallToInstant, weekdayOf } from "@/lib/time";

const iso = (ms: number) => new Date(ms).toISOString();

test("a wall time is an instant by the zone's offset on that day", () => {
  expect(iso(wallToInstant("2026-11-20", "09:30", "America/New_York"))).toBe("2026-11-20T14:30:00.000Z");
  expect(iso(wallToInstant("2026-07-01", "09:30", "America/New_York"))).toBe("2026-07-01T13:30:00.000Z");
  expect(iso(wallToInstant("2026-11-20", "24:00", "Europe/Berlin"))).toBe("2026-11-20T23:00:00.000Z");
});

test("an hour that occurs twice is the first one", () => {
  expect(iso(wallToInstant("2026-11-01", "01:30", "America/New_York"))).toBe("2026-11-01T05:30:00.000Z");
  expect(iso(wallToInstant("2026-10-25", "02:30", "Europe/Berlin"))).toBe("2026-10-25T00:30:00.000Z");
});

test("an hour that does not exist moves forward", () => {
  expect(iso(wallToInstant("2026-03-08", "02:30", "America/New_York"))).toBe("2026-03-08T07:30:00.000Z");
  expect(iso(wallToInstant("2026-03-29", "02:30", "Europe/Berlin"))).toBe("2026-03-29T01:30:00.000Z");
  expect(iso(wallToInstant("2026-10-04", "02:15", "Australia/Lord_Howe"))).toBe("2026-10-03T15:45:00.000Z");
});

test("a day has 23, 24 or 25 hours", () => {
  expect(hoursOfDay("2026-03-29", "Europe/Berlin")).toBe(23);
  expect(hoursOfDay("2026-10-25", "Europe/Berlin")).toBe(25);
  expect(hoursOfDay("2026-11-20", "Europe/Berlin")).toBe(24);
});

test("date and time of an instant are those of the zone", () => {
  expect(dateIn("2026-11-21T02:00:00Z", "America/New_York")).toBe("2026-11-20");
  expect(timeIn("2026-11-21T02:05:00Z", "America/New_York")).toBe("21:05");
  expect(timeIn("2026-11-21T05:00:00Z", "America/New_York")).toBe("00:00");
});

test("plain dates count days over every clock change, and weeks begin on Monday", () => {
  expect(addDays("2026-10-24", 2)).toBe("2026-10-26");
  expect(addDays("2026-01-01", -1)).toBe("2025-12-31");
  expect(weekdayOf("2026-11-22")).toBe(7);
  expect(startOfWeek("2026-11-22")).toBe("2026-11-16");
  expect(startOfWeek("2026-11-16")).toBe("2026-11-16");
});
