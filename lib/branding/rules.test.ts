import { expect, test } from "vitest";
import { brandShades } from "./rules";

/** WCAG 2.2's ratio, written a second time. */
function ratio(one: string, other: string): number {
  const light = (hex: string) =>
    [1, 3, 5]
      .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
      .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
      .reduce((sum, value, index) => sum + value * ([0.2126, 0.7152, 0.0722][index] ?? 0), 0);
  const [high, low] = [light(one), light(other)].toSorted((a, b) => b - a);
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05);
}

test("A colour that bears white words stays as it was chosen", () => {
  expect(brandShades("#04686c")).toMatchObject({ light: "#04686c", isCorrected: false, contrast: 6.5 });
});

test("Whatever is chosen, words on it can be read in both themes", () => {
  for (const color of [
    "#ffe600",
    "#ffffff",
    "#000000",
    "#00ff00",
    "#ff69b4",
    "#0000ff",
    "#808080",
    "#f8b734",
  ]) {
    const { light, dark } = brandShades(color);
    expect(ratio(light, "#ffffff"), `${color} light`).toBeGreaterThanOrEqual(4.5);
    expect(ratio(dark, "#0a0f12"), `${color} dark`).toBeGreaterThanOrEqual(4.5);
  }
});

test("A colour too weak gets darker and keeps its hue", () => {
  const { light, contrast, isCorrected } = brandShades("#f8b734");
  expect(isCorrected).toBe(true);
  expect(contrast).toBe(1.7);
  expect(ratio(light, "#ffffff")).toBeLessThan(4.7);
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(light.slice(at, at + 2), 16));
  expect(red).toBeGreaterThan(green ?? 0);
  expect(green).toBeGreaterThan(blue ?? 0);
});
