import type { GeoJSONSource, Map as MapLibre } from "maplibre-gl";
import type { Position } from "./pin-map";

const AREA = "area";
const OTHERS = "other-areas";

type Shape = Parameters<GeoJSONSource["setData"]>[0];

const lngLat = ({ lng, lat }: Position): [number, number] => [lng, lat];

const closed = (points: readonly Position[]) => [...points, ...points.slice(0, 1)].map(lngLat);

/** Two corners are a line, three an area. */
function shapeOf(points: readonly Position[]): Shape {
  return points.length < 3
    ? { type: "LineString", coordinates: points.map(lngLat) }
    : { type: "Polygon", coordinates: [closed(points)] };
}

/** Layers of the area and of the others below it, in the colours the page has at this moment. */
export function addAreaLayers(map: MapLibre, { accent, quiet }: { accent: string; quiet: string }): void {
  const nothing: Shape = { type: "FeatureCollection", features: [] };
  map.addSource(OTHERS, { type: "geojson", data: nothing });
  map.addSource(AREA, { type: "geojson", data: nothing });
  map.addLayer({ id: OTHERS, type: "line", source: OTHERS, paint: { "line-color": quiet, "line-width": 1 } });
  map.addLayer({
    id: "area-fill",
    type: "fill",
    source: AREA,
    filter: ["==", ["geometry-type"], "Polygon"],
    paint: { "fill-color": accent, "fill-opacity": 0.15 },
  });
  map.addLayer({
    id: "area-line",
    type: "line",
    source: AREA,
    paint: { "line-color": accent, "line-width": 2 },
  });
}

/** Does nothing while the map's style is on its way; its arrival paints what stands there then. */
export function paintArea(map: MapLibre, points: readonly Position[]): void {
  void map.getSource<GeoJSONSource>(AREA)?.setData(shapeOf(points));
}

export function paintOthers(map: MapLibre, others: readonly (readonly Position[])[]): void {
  const coordinates = others.map(closed);
  void map.getSource<GeoJSONSource>(OTHERS)?.setData({ type: "MultiLineString", coordinates });
}

/** South-west and north-east of all positions; null for none. */
export function boundsOf(points: readonly Position[]): [[number, number], [number, number]] | null {
  if (points.length === 0) return null;
  const lngs = points.map(({ lng }) => lng);
  const lats = points.map(({ lat }) => lat);
  return [
    [Math.min(...lngs), Math.min(...lats)],
    [Math.max(...lngs), Math.max(...lats)],
  ];
}
