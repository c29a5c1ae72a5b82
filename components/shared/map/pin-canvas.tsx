"use client";

import "maplibre-gl/dist/maplibre-gl.css";
import { LngLat, Map as MapLibre, Marker, NavigationControl, ScaleControl, setWorkerUrl } from "maplibre-gl";
import { useEffect, useEffectEvent, useRef } from "react";
import { useTranslations } from "use-intl/react";
import { readPublicConfig } from "@/lib/http/public-config";
import type { PinMapProps, Position } from "./pin-map";
import { plainStyle } from "./plain-style";

// Its worker can't be bundled into the page; a route of our own serves it.
setWorkerUrl("/maplibre-gl-worker.mjs");

const NEAR_ZOOM = 16;
const FAR_ZOOM = 1;
/** Where nothing is known: the whole world. */
const NOWHERE: Position = { lat: 20, lng: 0 };
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
const positionOf = ({ lat, lng }: LngLat): Position => ({ lat: round(lat), lng: round(lng) });

/** The position that many metres further; null for a key that leads nowhere. */
function stepFrom({ lat, lng }: LngLat, key: string, metres: number): Position | null {
  const direction = DIRECTIONS[key];
  if (!direction) return null;
  const [north, east] = direction;
  const shrink = Math.max(0.01, Math.cos((lat * Math.PI) / 180));
  return positionOf(
    new LngLat(lng + (east * metres) / (M_PER_DEGREE * shrink), lat + (north * metres) / M_PER_DEGREE).wrap(),
  );
}

function createMap(container: HTMLElement, center: Position, zoom: number): MapLibre {
  // As used, not as declared: the tokens name a colour for light and one for dark, which WebGL can't read.
  const { backgroundColor: ground, borderTopColor: line } = getComputedStyle(container);
  const style = readPublicConfig().mapStyleUrl ?? plainStyle(center, { ground, line });
  const map = new MapLibre({ container, style, center, zoom, attributionControl: { compact: true } });
  map.addControl(new NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new ScaleControl({}), "bottom-left");
  map.scrollZoom.disable();
  return map;
}

function createPin(): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "pin size-8 rounded-full border-2 border-white bg-accent shadow-popover";
  return button;
}

type Parts = { map: MapLibre; marker: Marker };

function createParts(container: HTMLElement, { value, around, onChange }: PinMapProps): Parts {
  const map = createMap(container, value ?? around ?? NOWHERE, value || around ? NEAR_ZOOM : FAR_ZOOM);
  const button = createPin();
  const marker = new Marker({ element: button, draggable: onChange !== undefined });
  if (onChange) {
    marker.on("dragend", () => onChange(positionOf(marker.getLngLat())));
    map.on("click", ({ lngLat }) => onChange(positionOf(lngLat)));
    button.addEventListener("keydown", (event) => {
      const next = stepFrom(marker.getLngLat(), event.key, event.shiftKey ? LEAP_M : STEP_M);
      if (!next) return;
      event.preventDefault();
      event.stopPropagation();
      onChange(next);
    });
  }
  return { map, marker };
}

function showPin({ map, marker }: Parts, value: Position | null, label: string): void {
  marker.getElement().setAttribute("aria-label", label);
  if (!value) {
    marker.remove();
    return;
  }
  marker.setLngLat([value.lng, value.lat]);
  // Adding it anew would take it out of the page for a moment, and the focus with it.
  if (!marker.getElement().isConnected) marker.addTo(map);
  // Jumps: a flight would show half a continent for a corrected house number.
  if (!map.getBounds().contains([value.lng, value.lat])) map.jumpTo({ center: value, zoom: NEAR_ZOOM });
}

/** Owns the map for as long as it is shown; everything else only moves the pin. */
export function PinCanvas(props: PinMapProps) {
  const { label, value } = props;
  const t = useTranslations("shared");
  const box = useRef<HTMLDivElement>(null);
  const parts = useRef<Parts>(null);
  const isMovable = props.onChange !== undefined;
  const change = useEffectEvent((next: Position) => props.onChange?.(next));
  const start = useEffectEvent((container: HTMLElement, onChange: (next: Position) => void) =>
    createParts(container, { ...props, onChange: isMovable ? onChange : undefined }),
  );
  useEffect(() => {
    if (!box.current) return;
    const made = start(box.current, (next) => change(next));
    parts.current = made;
    return () => {
      parts.current = null;
      made.map.remove();
    };
  }, []);
  const pinLabel = t(isMovable ? "map.movablePin" : "map.pin");
  useEffect(() => {
    if (parts.current) showPin(parts.current, value, pinLabel);
  }, [value, pinLabel]);
  return (
    <>
      <div ref={box} role="region" aria-label={label} className="size-full border-border-strong bg-sunken" />
      <p aria-live="polite" className="sr-only">
        {value ? t("map.at", { latitude: String(value.lat), longitude: String(value.lng) }) : t("map.none")}
      </p>
    </>
  );
}
