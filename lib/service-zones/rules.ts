import type { Polygon } from "@/lib/service-zones/schema";

export type Position = { lat: number; lng: number };

/** What a form holds as an area; null for nothing, and for words that are none yet. */
export function polygonIn(value: unknown): Polygon | null {
  const isShape = typeof value === "object" && value !== null && "coordinates" in value;
  if (!isShape || !Array.isArray(value.coordinates) || !Array.isArray(value.coordinates[0])) return null;
  const isRing = value.coordinates[0].every((each) => Array.isArray(each) && each.every(Number.isFinite));
  return isRing ? (value as Polygon) : null;
}

/** Corners of the outer ring in order, the first not repeated; none where nothing is drawn. */
export function cornersOf(polygon: Polygon | null): Position[] {
  const outer = polygon?.coordinates[0] ?? [];
  return outer.slice(0, -1).map(([lng, lat]) => ({ lng, lat }));
}

/** Closed as GeoJSON wants it; the holes of `before` stay. Null without corners; fewer than three are for the schema to refuse. */
export function polygonOf(corners: readonly Position[], before: Polygon | null): Polygon | null {
  if (corners.length === 0) return null;
  const outer = [...corners, ...corners.slice(0, 1)].map(({ lng, lat }): [number, number] => [lng, lat]);
  return { type: "Polygon", coordinates: [outer, ...(before?.coordinates.slice(1) ?? [])] };
}

/** Square of the distance between a position and the line between two others, in degrees of latitude. */
function offLine(at: Position, from: Position, to: Position): number {
  const shrink = Math.cos((at.lat * Math.PI) / 180);
  const [x, y] = [(to.lng - from.lng) * shrink, to.lat - from.lat];
  const [px, py] = [(at.lng - from.lng) * shrink, at.lat - from.lat];
  const length = x * x + y * y;
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, (px * x + py * y) / length));
  return (px - along * x) ** 2 + (py - along * y) ** 2;
}

/** The corners with one more: of an area it goes into the side it is nearest to, so that no side crosses another by it. */
export function withCorner(corners: readonly Position[], at: Position): Position[] {
  if (corners.length < 3) return [...corners, at];
  const distances = corners.map((from, index) => {
    const to = corners[(index + 1) % corners.length] ?? from;
    return offLine(at, from, to);
  });
  const nearest = distances.indexOf(Math.min(...distances));
  return corners.toSpliced(nearest + 1, 0, at);
}

const KM_PER_DEGREE = 111.32;

/** Square kilometres within the corners, flat as a town is; holes are not taken off. */
export function areaKm2(corners: readonly Position[]): number {
  const middle = corners.reduce((sum, { lat }) => sum + lat, 0) / Math.max(1, corners.length);
  const shrink = Math.cos((middle * Math.PI) / 180);
  const twice = corners.reduce((sum, { lat, lng }, index) => {
    const next = corners[(index + 1) % corners.length] ?? { lat, lng };
    return sum + lng * next.lat - next.lng * lat;
  }, 0);
  return (Math.abs(twice) / 2) * shrink * KM_PER_DEGREE ** 2;
}

/** One position on each line, as maps show them: "40.74640, -73.91898". */
export const linesOf = (corners: readonly Position[]): string =>
  corners.map(({ lat, lng }) => `${lat}, ${lng}`).join("\n");

const LINE = /^\s*(-?\d+(?:\.\d+)?)\s*[,;\s]\s*(-?\d+(?:\.\d+)?)\s*$/;

/** Null where a line is no position. A last one that repeats the first closes the ring and is none of its own. */
export function cornersIn(text: string): Position[] | null {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const corners: Position[] = [];
  for (const line of lines) {
    const [, lat, lng] = LINE.exec(line) ?? [];
    if (lat === undefined || lng === undefined) return null;
    corners.push({ lat: Number(lat), lng: Number(lng) });
  }
  const [first, last] = [corners[0], corners.at(-1)];
  const isClosed = corners.length > 1 && first?.lat === last?.lat && first?.lng === last?.lng;
  return isClosed ? corners.slice(0, -1) : corners;
}
