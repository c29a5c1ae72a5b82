"use client";

import { Check } from "lucide-react";
import { radioProps } from "./radio-keys";

const COLORS = Array.from({ length: 12 }, (_, color) => color);

type ColorRadiosProps = {
  value: number | null;
  onValueChange: (color: number) => void;
  "aria-label": string;
  /** Accessible name of each: a colour has no other words. */
  labelOf: (color: number) => string;
};

/** One of twelve colours. Arrow keys move, as in every group of radio buttons; the chosen one has a mark, too. */
export function ColorRadios({ value, onValueChange, labelOf, ...props }: ColorRadiosProps) {
  return (
    <div role="radiogroup" aria-label={props["aria-label"]} className="flex flex-wrap gap-1.5">
      {COLORS.map((color) => (
        <button
          key={color}
          {...radioProps(color === value, color === (value ?? 0))}
          onClick={() => {
            if (color !== value) onValueChange(color);
          }}
          aria-label={labelOf(color)}
          className="inline-flex size-7 items-center justify-center rounded-full pointer-coarse:size-11"
          style={{ background: `var(--avatar-${color})`, color: "var(--on-avatar)" }}
        >
          {color === value ? <Check aria-hidden className="size-4" strokeWidth={2.5} /> : null}
        </button>
      ))}
    </div>
  );
}
