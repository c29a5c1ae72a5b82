"use client";

import { cn } from "@/lib/cn";
import { radioProps } from "./radio-keys";
import type { Option } from "./select";

type SegmentedProps<V extends string> = {
  options: readonly Option<V>[];
  value: V;
  onValueChange: (value: V) => void;
  "aria-label": string;
  className?: string;
};

/** Two to four short alternatives of one setting, all visible. */
export function Segmented<V extends string>({
  options,
  value,
  onValueChange,
  className,
  ...props
}: SegmentedProps<V>) {
  const isKnown = options.some((option) => option.value === value);
  return (
    <div
      role="radiogroup"
      aria-label={props["aria-label"]}
      className={cn("inline-flex gap-0.5 rounded-control edge bg-sunken p-0.5", className)}
    >
      {options.map((option, index) => (
        <button
          key={option.value}
          {...radioProps(option.value === value, isKnown ? option.value === value : index === 0)}
          onClick={() => {
            if (option.value !== value) onValueChange(option.value);
          }}
          className="inline-flex min-h-6 flex-1 items-center justify-center gap-1.5 rounded-badge edge border-transparent px-2.5 text-13 font-medium whitespace-nowrap text-text-2 select-none hover:text-text data-checked:border-border-strong data-checked:bg-surface data-checked:text-text pointer-coarse:min-h-11 [&>svg]:size-4"
        >
          {option.icon}
          {option.label}
        </button>
      ))}
    </div>
  );
}
