import { expect, test } from "vitest";
import { axisOf, gaps, inLanes, minutesOf } from "@/lib/board/rules";

const HOUR = 3_600_000;
const span = (from: number, to: number) => ({ fromMs: from * HOUR, toMs: to * HOUR });
const day = span(0, 24);

test("an axis shows all shifts and visits with an hour around", () => {
  expect(axisOf(day, [span(8, 17), span(16, 19.5)])).toEqual(span(7, 21));
});

test("an axis stays within its day and is never a sliver", () => {
  expect(axisOf(day, [span(-3, 2)])).toEqual(span(0, 10));
  expect(axisOf(day, [span(12, 13)])).toEqual(span(7, 17));
  expect(axisOf(span(0, 25), [span(0, 25)])).toEqual(span(0, 25));
  expect(axisOf(day, [])).toEqual(span(8, 18));
});

test("gaps are what no span covers, also where spans overlap or lie outside", () => {
  expect(gaps([span(9, 11), span(10, 12), span(20, 30)], span(8, 22))).toEqual([span(8, 9), span(12, 20)]);
  expect(gaps([], span(8, 9))).toEqual([span(8, 9)]);
  expect(gaps([span(7, 10)], span(8, 9))).toEqual([]);
});

test("what overlaps gets lanes of its own, what touches does not", () => {
  const placed = inLanes([span(8, 10), span(9, 11), span(10, 12)]);
  expect(placed.map(({ lane, lanes }) => [lane, lanes])).toEqual([
    [0, 2],
    [1, 2],
    [0, 2],
  ]);
});

test("minutes add up", () => {
  expect(minutesOf([span(8, 9), span(10, 10.5)])).toBe(90);
});
