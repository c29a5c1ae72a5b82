"use client";

import { useState } from "react";
import { Textarea } from "@/components/ui/textarea";

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
function shapeOf(text: string): unknown {
  if (text.trim() === "") return null;
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

export function PolygonText({ value, onChange, onBlur, ...props }: TextProps<unknown>) {
  const [text, setText] = useState(() => (value === null ? "" : JSON.stringify(value)));
  return (
    <Textarea
      {...props}
      value={text}
      onChange={(event) => {
        setText(event.target.value);
        onChange(shapeOf(event.target.value));
      }}
      onBlur={onBlur}
      rows={3}
      spellCheck={false}
      className="font-mono text-13"
    />
  );
}
