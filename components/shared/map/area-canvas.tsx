"use client";

import "maplibre-gl/dist/maplibre-gl.css";
import { Marker } from "maplibre-gl";
import type { Map as MapLibre } from "maplibre-gl";
import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl/react";
import type { AreaMapProps } from "./area-map";
import { addAreaLayers, boundsOf, paintArea, paintOthers } from "./area-parts";
import { createMap, positionOf, steppedBy } from "./canvas";
import { LostStyle } from "./lost-style";
import type { Position } from "./pin-map";

const TOWN_ZOOM = 11;
const FAR_ZOOM = 1;
const NEAREST_ZOOM = 15;
/** Corners stay clear of the edge, and of the buttons at the right. */
const FIT = {
  padding: { top: 40, bottom: 40, left: 40, right: 64 },
  maxZoom: NEAREST_ZOOM,
  animate: false,
};
const NOWHERE: Position = { lat: 20, lng: 0 };
/** A hundredth of a degree is a kilometre: the grid of a town. */
const GRID_DEGREES = 0.01;
/** Areas are larger than pins are exact. */
const STEPS = { stepM: 50, leapM: 500 };

type Handlers = Pick<AreaMapProps, "onChoose" | "onMove" | "onRemove"> & {
  /** A corner under the pointer: only painted, until it is let go. */
  onDrag: (index: number, position: Position) => void;
};

function createCorner(index: number, handlers: Handlers): Marker {
  const button = document.createElement("button");
  button.type = "button";
  button.className =
    "size-6 rounded-full border-2 border-accent bg-surface shadow-popover aria-pressed:bg-accent";
  const marker = new Marker({ element: button, draggable: true });
  const at = () => positionOf(marker.getLngLat());
  marker.on("drag", () => handlers.onDrag(index, at()));
  marker.on("dragend", () => handlers.onMove(index, at()));
  // A press on a corner takes it into the hand and is none on the map below it.
  button.addEventListener("click", (event) => event.stopPropagation());
  button.addEventListener("focus", () => handlers.onChoose(index));
  button.addEventListener("keydown", (event) => {
    const isRemoval = event.key === "Delete" || event.key === "Backspace";
    const next = steppedBy(event, marker.getLngLat(), STEPS);
    if (!isRemoval && !next) return;
    event.preventDefault();
    event.stopPropagation();
    if (next) handlers.onMove(index, next);
    else handlers.onRemove(index);
  });
  return marker;
}

type Parts = { map: MapLibre; corners: Marker[]; handlers: Handlers };

/** A corner keeps its button when others come and go, and the focus with it. */
function showCorners({ map, corners, handlers }: Parts, points: readonly Position[]): void {
  for (const gone of corners.splice(points.length)) gone.remove();
  for (const [index, { lng, lat }] of points.entries()) {
    corners[index] ??= createCorner(index, handlers);
    corners[index].setLngLat([lng, lat]);
    if (!corners[index].getElement().isConnected) corners[index].addTo(map);
  }
}

function nameCorners({ corners }: Parts, chosen: number | null, nameOf: (number: number) => string): void {
  for (const [index, corner] of corners.entries()) {
    corner.getElement().setAttribute("aria-label", nameOf(index + 1));
    corner.getElement().setAttribute("aria-pressed", String(index === chosen));
  }
}

const isAt = (one: Position, other: Position) => one.lat === other.lat && one.lng === other.lng;

/** A corner that was written and not set by hand may lie out of sight: then all are shown. */
function keepInSight({ map, corners }: Parts, points: readonly Position[]): void {
  const known = corners.map((corner) => positionOf(corner.getLngLat()));
  const added = points.filter((point) => !known.some((each) => isAt(each, point)));
  const bounds = boundsOf(points);
  if (bounds && added.some(({ lng, lat }) => !map.getBounds().contains([lng, lat])))
    map.fitBounds(bounds, FIT);
}

type Latest = { readonly current: AreaMapProps };

/** Whatever happens on the map is told to the owner as he is at that moment. */
function startMap(container: HTMLElement, latest: Latest, onLost: () => void): Parts {
  const { points, others, around } = latest.current;
  const bounds = boundsOf(points) ?? boundsOf(others.flat());
  const view = { center: around ?? NOWHERE, zoom: around ? TOWN_ZOOM : FAR_ZOOM };
  const map = createMap(container, { ...view, gridDegrees: GRID_DEGREES, onLost });
  if (bounds) map.fitBounds(bounds, FIT);
  map.on("click", ({ lngLat }) => latest.current.onAdd(positionOf(lngLat)));
  // Before the style has come there is nothing to paint on.
  map.on("style.load", () => {
    const { color, outlineColor } = getComputedStyle(container);
    addAreaLayers(map, { accent: color, quiet: outlineColor });
    paintArea(map, latest.current.points);
    paintOthers(map, latest.current.others);
  });
  const handlers: Handlers = {
    onMove: (index, position) => latest.current.onMove(index, position),
    onRemove: (index) => latest.current.onRemove(index),
    onChoose: (index) => latest.current.onChoose(index),
    onDrag: (index, position) => paintArea(map, latest.current.points.with(index, position)),
  };
  return { map, corners: [], handlers };
}

/** Owns the map for as long as it is shown; what is drawn is its owner's. */
export function AreaCanvas(props: AreaMapProps) {
  const { label, points, others, chosen } = props;
  const t = useTranslations("shared.map");
  const box = useRef<HTMLDivElement>(null);
  const parts = useRef<Parts>(null);
  const [isLost, setIsLost] = useState(false);
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });

  useEffect(() => {
    if (!box.current) return;
    const made = startMap(box.current, latest, () => setIsLost(true));
    parts.current = made;
    return () => {
      parts.current = null;
      made.map.remove();
    };
  }, []);

  useEffect(() => {
    if (!parts.current) return;
    keepInSight(parts.current, points);
    showCorners(parts.current, points);
    nameCorners(parts.current, chosen, (number) => t("corner", { number, count: points.length }));
    paintArea(parts.current.map, points);
  }, [points, chosen, t]);

  useEffect(() => {
    if (parts.current) paintOthers(parts.current.map, others);
  }, [others]);

  return (
    <div className="relative size-full">
      <div
        ref={box}
        role="region"
        aria-label={label}
        className="size-full border-border-strong bg-sunken text-accent outline-text-3"
      />
      {isLost ? <LostStyle /> : null}
    </div>
  );
}
