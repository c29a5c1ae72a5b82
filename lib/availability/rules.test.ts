import { describe, expect, it } from "vitest";
import { minutesOfWeek, nextShift, normalized, painted, worksIn } from "./rules";

const shift = (weekday: number, starts: string, ends: string) => ({ weekday, starts, ends });
const monday = [shift(1, "08:00", "12:00"), shift(1, "13:00", "17:00")];

describe("painting a week", () => {
  it("closes the gap between two shifts", () => {
    expect(painted(monday, { weekdays: [1], from: 720, to: 780, isOn: true })).toEqual([
      shift(1, "08:00", "17:00"),
    ]);
  });

  it("wipes a piece out of the middle and leaves both ends", () => {
    expect(painted(monday, { weekdays: [1], from: 600, to: 840, isOn: false })).toEqual([
      shift(1, "08:00", "10:00"),
      shift(1, "14:00", "17:00"),
    ]);
  });

  it("works on several days at once and ends at 24:00", () => {
    expect(painted([], { weekdays: [2, 3], from: 1320, to: 1440, isOn: true })).toEqual([
      shift(2, "22:00", "24:00"),
      shift(3, "22:00", "24:00"),
    ]);
  });

  it("leaves other days alone", () => {
    expect(painted(monday, { weekdays: [2], from: 0, to: 1440, isOn: false })).toEqual(monday);
  });
});

it("knows whether any minute of a span is working time", () => {
  expect(worksIn(monday, 1, 690, 720)).toBe(true);
  expect(worksIn(monday, 1, 720, 780)).toBe(false);
  expect(worksIn(monday, 2, 480, 720)).toBe(false);
});

it("sorts and merges what says the same", () => {
  expect(
    normalized([shift(2, "10:00", "12:00"), shift(1, "09:00", "10:00"), shift(2, "08:00", "10:00")]),
  ).toEqual([shift(1, "09:00", "10:00"), shift(2, "08:00", "12:00")]);
});

it("counts the minutes of a week", () => {
  expect(minutesOfWeek(monday)).toBe(480);
});

it("proposes the morning on a free day, an hour after the last shift on another, and nothing on a full one", () => {
  expect(nextShift(monday, 2)).toEqual(shift(2, "08:00", "17:00"));
  expect(nextShift(monday, 1)).toEqual(shift(1, "18:00", "22:00"));
  expect(nextShift([shift(1, "08:00", "23:00")], 1)).toBeNull();
});
