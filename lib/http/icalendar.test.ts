import { expect, test } from "vitest";
import { calendarFile } from "./icalendar";

const event = {
  uid: "1@callout",
  sequence: 2,
  startsAt: "2026-11-20T15:00:00Z",
  endsAt: "2026-11-20T17:00:00Z",
  stamp: "2026-11-19T08:30:15.123Z",
  summary: "Leak repair; pump, valve",
  description: "First line\r\nBEGIN:VALARM",
  location: "48 Oak Ave",
  url: "https://example.test/v/1",
  isCancelled: false,
};

test("Times are UTC, and words can neither end a value nor start a property", () => {
  const lines = calendarFile(event).split("\r\n");
  expect(lines).toContain("DTSTART:20261120T150000Z");
  expect(lines).toContain("DTSTAMP:20261119T083015Z");
  expect(lines).toContain("SUMMARY:Leak repair\\; pump\\, valve");
  expect(lines).toContain("DESCRIPTION:First line\\nBEGIN:VALARM");
  expect(lines.filter((line) => line === "BEGIN:VALARM")).toEqual([]);
});

test("Long lines are folded at 75 octets and never inside a character", () => {
  const summary = "Wärmepumpe prüfen ".repeat(12).trim();
  const file = calendarFile({ ...event, summary });
  for (const line of file.split("\r\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  expect(file.replaceAll("\r\n ", "")).toContain(`SUMMARY:${summary}\r\n`);
});

test("A cancelled visit is cancelled in the calendar too", () => {
  expect(calendarFile({ ...event, isCancelled: true })).toContain("STATUS:CANCELLED");
});
