import { describe, expect, it } from "vitest";
import { areaKm2, cornersIn, cornersOf, linesOf, polygonOf, withCorner } from "./rules";

const at = (lat: number, lng: number) => ({ lat, lng });
const SQUARE = [at(0, 0), at(0, 1), at(1, 1), at(1, 0)];

describe("a drawn area", () => {
  it("is closed as GeoJSON wants it, and keeps its holes", () => {
    const hole: [number, number][] = [
      [0.2, 0.2],
      [0.4, 0.2],
      [0.4, 0.4],
      [0.2, 0.2],
    ];
    const before = { type: "Polygon" as const, coordinates: [[[9, 9]] as [number, number][], hole] };
    const polygon = polygonOf(SQUARE, before);
    expect(polygon?.coordinates).toEqual([
      [
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 1],
        [0, 0],
      ],
      hole,
    ]);
    expect(cornersOf(polygon)).toEqual(SQUARE);
    expect([polygonOf([], before), cornersOf(null)]).toEqual([null, []]);
  });

  it("takes a new corner into the side it is nearest to", () => {
    expect(withCorner(SQUARE, at(0.5, 1.2))).toEqual([at(0, 0), at(0, 1), at(0.5, 1.2), at(1, 1), at(1, 0)]);
    expect(withCorner(SQUARE, at(0.5, -0.1)).at(-1)).toEqual(at(0.5, -0.1));
    expect(withCorner(SQUARE.slice(0, 2), at(5, 5))).toEqual([at(0, 0), at(0, 1), at(5, 5)]);
  });

  it("has its size in square kilometres", () => {
    expect(Math.round(areaKm2(SQUARE))).toBe(12_392);
    expect(areaKm2(SQUARE.slice(0, 2))).toBe(0);
    expect(areaKm2([])).toBe(0);
  });

  it("is written and read as one position on each line", () => {
    const corners = [at(40.7464, -73.91898), at(40.75, -73.9), at(40.74, -73.9)];
    expect(linesOf(corners)).toBe("40.7464, -73.91898\n40.75, -73.9\n40.74, -73.9");
    expect(cornersIn(linesOf(corners))).toEqual(corners);
    expect(cornersIn("40 -73\n\n41;-73\n41, -72\n40, -73\n")).toEqual([
      at(40, -73),
      at(41, -73),
      at(41, -72),
    ]);
    expect(cornersIn("40.7464, -73.91898\nHome")).toBeNull();
  });
});
