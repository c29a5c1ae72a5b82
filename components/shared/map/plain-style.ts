import type { StyleSpecification } from "maplibre-gl";

export type MapColors = { ground: string; line: string };

const STEP_DEGREES = 0.001;
const LINES = 40;

/**
 * What is shown where the installation names no style: ground and a grid around a place, of a thousandth of a degree
 * (111 m from south to north) unless another step is asked for. No glyphs, no sprites, no tiles, so nothing is fetched and it works offline.
 */
export function plainStyle(
  { lat, lng }: { lat: number; lng: number },
  colors: MapColors,
  step = STEP_DEGREES,
): StyleSpecification {
  const middle = { lat: snap(lat, step), lng: snap(lng, step) };
  const reach = LINES * step;
  const offsets = Array.from({ length: 2 * LINES + 1 }, (_, index) => (index - LINES) * step);
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

const snap = (degrees: number, step: number) => Math.round(degrees / step) * step;
