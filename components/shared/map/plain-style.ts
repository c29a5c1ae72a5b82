import type { StyleSpecification } from "maplibre-gl";

export type MapColors = { ground: string; line: string };

const STEP_DEGREES = 0.001;
const LINES = 40;

/**
 * What is shown where the installation names no style: ground and a grid of a thousandth of a degree around a place
 * (111 m from south to north). No glyphs, no sprites, no tiles, so nothing is fetched and it works offline.
 */
export function plainStyle(
  { lat, lng }: { lat: number; lng: number },
  colors: MapColors,
): StyleSpecification {
  const middle = { lat: snap(lat), lng: snap(lng) };
  const reach = LINES * STEP_DEGREES;
  const offsets = Array.from({ length: 2 * LINES + 1 }, (_, index) => (index - LINES) * STEP_DEGREES);
  const lines = offsets.flatMap((offset) => [
    [
      [middle.lng - reach, middle.lat + offset],
      [middle.lng + reach, middle.lat + offset],
    ],
    [
      [middle.lng + offset, middle.lat - reach],
      [middle.lng + offset, middle.lat + reach],
    ],
  ]);
  return {
    version: 8,
    sources: {
      grid: { type: "geojson", data: { type: "MultiLineString", coordinates: lines } },
    },
    layers: [
      { id: "ground", type: "background", paint: { "background-color": colors.ground } },
      { id: "grid", type: "line", source: "grid", paint: { "line-color": colors.line, "line-width": 1 } },
    ],
  };
}

const snap = (degrees: number) => Math.round(degrees / STEP_DEGREES) * STEP_DEGREES;
