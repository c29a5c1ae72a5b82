"use client";

import "maplibre-gl/dist/maplibre-gl.css";
import { Marker } from "maplibre-gl";
import type { Map as MapLibre } from "maplibre-gl";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { useTranslations } from "use-intl/react";
import { createMap, positionOf, steppedBy } from "./canvas";
import { LostStyle } from "./lost-style";
import type { PinMapProps, Position } from "./pin-map";

const NEAR_ZOOM = 16;
const FAR_ZOOM = 1;
/** Where nothing is known: the whole world. */
const NOWHERE: Position = { lat: 20, lng: 0 };

function createPin(): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "pin size-8 rounded-full border-2 border-white bg-accent shadow-popover";
  return button;
}

type Parts = { map: MapLibre; marker: Marker };

type Start = PinMapProps & { onLost: () => void };

function createParts(container: HTMLElement, { value, around, onChange, onLost }: Start): Parts {
  const center = value ?? around ?? NOWHERE;
  const map = createMap(container, { center, zoom: value || around ? NEAR_ZOOM : FAR_ZOOM, onLost });
  const button = createPin();
  const marker = new Marker({ element: button, draggable: onChange !== undefined });
  if (onChange) {
    marker.on("dragend", () => onChange(positionOf(marker.getLngLat())));
    map.on("click", ({ lngLat }) => onChange(positionOf(lngLat)));
    button.addEventListener("keydown", (event) => {
      const next = steppedBy(event, marker.getLngLat());
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
  const [isLost, setIsLost] = useState(false);
  const isMovable = props.onChange !== undefined;
  const change = useEffectEvent((next: Position) => props.onChange?.(next));
  const start = useEffectEvent((container: HTMLElement, onChange: (next: Position) => void) =>
    createParts(container, {
      ...props,
      onChange: isMovable ? onChange : undefined,
      onLost: () => setIsLost(true),
    }),
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
    <div className="relative size-full">
      <div ref={box} role="region" aria-label={label} className="size-full border-border-strong bg-sunken" />
      {isLost ? <LostStyle /> : null}
      <p aria-live="polite" className="sr-only">
        {value ? t("map.at", { latitude: String(value.lat), longitude: String(value.lng) }) : t("map.none")}
      </p>
    </div>
  );
}
