import { LngLat, Map as MapLibre, NavigationControl, ScaleControl, setWorkerUrl } from "maplibre-gl";
import { readPublicConfig } from "@/lib/http/public-config";
import { plainStyle } from "./plain-style";
import type { Position } from "./pin-map";

// Its worker can't be bundled into the page; a route of our own serves it.
setWorkerUrl("/maplibre-gl-worker.mjs");

const STEP_M = 5;
const LEAP_M = 50;
const M_PER_DEGREE = 111_320;

const DIRECTIONS: Record<string, [north: number, east: number]> = {
  ArrowUp: [1, 0],
  ArrowDown: [-1, 0],
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
};

/** Six decimals are 11 cm: more is noise. */
const round = (degrees: number) => Math.round(degrees * 1e6) / 1e6 + 0;
export const positionOf = ({ lat, lng }: LngLat): Position => ({ lat: round(lat), lng: round(lng) });

type Steps = { stepM: number; leapM: number };

/** Where an arrow key leads, with Shift further; null for a key that leads nowhere. */
export function steppedBy(
  event: { key: string; shiftKey: boolean },
  { lat, lng }: LngLat,
  { stepM, leapM }: Steps = { stepM: STEP_M, leapM: LEAP_M },
): Position | null {
  const direction = DIRECTIONS[event.key];
  if (!direction) return null;
  const metres = event.shiftKey ? leapM : stepM;
  const [north, east] = direction;
  const shrink = Math.max(0.01, Math.cos((lat * Math.PI) / 180));
  return positionOf(
    new LngLat(lng + (east * metres) / (M_PER_DEGREE * shrink), lat + (north * metres) / M_PER_DEGREE).wrap(),
  );
}

type View = {
  center: Position;
  zoom: number;
  gridDegrees?: number;
  /** The installation's style did not come: ground and grid are shown in its place. */
  onLost: () => void;
};

/** Longer than a slow line takes for a style, shorter than anybody looks at an empty box. */
const PATIENCE_MS = 8_000;

/** The installation's map, or ground and grid where it names none or its server does not answer. */
export function createMap(container: HTMLElement, { center, zoom, gridDegrees, onLost }: View): MapLibre {
  // As used, not as declared: the tokens name a colour for light and one for dark, which WebGL can't read.
  const { backgroundColor: ground, borderTopColor: line } = getComputedStyle(container);
  const plain = plainStyle(center, { ground, line }, gridDegrees);
  const style = readPublicConfig().mapStyleUrl ?? plain;
  const map = new MapLibre({ container, style, center, zoom, attributionControl: { compact: true } });
  if (style !== plain) {
    onceLost(map, () => {
      map.setStyle(plain, { diff: false });
      onLost();
    });
  }
  map.addControl(new NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new ScaleControl({}), "bottom-left");
  map.scrollZoom.disable();
  return map;
}

/** Before the style is there an error is the style's; later ones are of single tiles, and the rest stays a map. */
function onceLost(map: MapLibre, run: () => void): void {
  const end = () => {
    clearTimeout(timer);
    map.off("style.load", end);
    map.off("remove", end);
    map.off("error", lost);
  };
  const lost = () => {
    end();
    run();
  };
  const timer = setTimeout(lost, PATIENCE_MS);
  map.on("style.load", end);
  map.on("remove", end);
  map.on("error", lost);
}
