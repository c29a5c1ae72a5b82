"use client";

import { useState } from "react";
import { Textarea } from "@/components/ui/textarea";
import { cornersIn, cornersOf, linesOf, polygonIn, polygonOf } from "@/lib/service-zones/rules";

type TextProps<T> = { value: T; onChange: (value: T) => void; onBlur: () => void };

/** A list with commas or lines may hold codes with a space inside; one with spaces alone is split at them. */
function codesOf(text: string): string[] {
  const parts = /[,;\n]/.test(text) ? text.split(/[,;\n]+/) : text.split(/\s+/);
  return parts.map((part) => part.trim().toUpperCase()).filter((part) => part !== "");
}

/** The words stay as they were typed; the form holds the list made of them. */
export function PostcodesText({ value, onChange, onBlur, ...props }: TextProps<string[]>) {
  const [text, setText] = useState(() => value.join(", "));
  return (
    <Textarea
      {...props}
      value={text}
      onChange={(event) => {
        setText(event.target.value);
        onChange(codesOf(event.target.value));
      }}
      onBlur={onBlur}
      rows={3}
      spellCheck={false}
      className="tabular-nums"
    />
  );
}

/** A Feature is taken for its geometry, as most map tools export it; what cannot be read is left for the schema to refuse. */
function geoJsonIn(text: string): unknown {
  try {
    const parsed = JSON.parse(text) as {
      type?: unknown;
      geometry?: unknown;
      features?: { geometry?: unknown }[];
    };
    if (parsed.type === "Feature") return parsed.geometry;
    if (parsed.type === "FeatureCollection" && parsed.features?.length === 1)
      return parsed.features[0]?.geometry;
    return parsed;
  } catch {
    return text;
  }
}

/** One position on each line, or GeoJSON as map tools export it. */
function shapeIn(text: string): unknown {
  if (text.trim() === "") return null;
  if (text.trim().startsWith("{")) return geoJsonIn(text);
  const corners = cornersIn(text);
  return corners ? polygonOf(corners, null) : text;
}

/** Lines for an area alone; one with holes is more than lines can say. */
function textOf(value: unknown): string {
  const polygon = polygonIn(value);
  if (!polygon) return typeof value === "string" ? value : value === null ? "" : JSON.stringify(value);
  return polygon.coordinates.length > 1 ? JSON.stringify(polygon) : linesOf(cornersOf(polygon));
}

type Typed = { text: string; shape: string };

/** What was typed stays as it was typed until the map says something else. */
export function PolygonText({ value, onChange, onBlur, ...props }: TextProps<unknown>) {
  const [typed, setTyped] = useState<Typed | null>(null);
  const text = typed?.shape === JSON.stringify(value) ? typed.text : textOf(value);
  return (
    <Textarea
      {...props}
      value={text}
      onChange={(event) => {
        const shape = shapeIn(event.target.value);
        setTyped({ text: event.target.value, shape: JSON.stringify(shape) });
        onChange(shape);
      }}
      onBlur={onBlur}
      rows={4}
      spellCheck={false}
      className="font-mono text-13"
    />
  );
}
