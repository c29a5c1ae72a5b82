"use client";

import { Radio } from "@base-ui/react/radio";
import { RadioGroup } from "@base-ui/react/radio-group";
import { Check } from "lucide-react";
import { cn } from "@/lib/cn";

type ChipsProps<V extends string> = {
  label: string;
  options: readonly { value: V; label: string }[];
  value: V | null;
  onValueChange: (value: V) => void;
  /** One row that scrolls sideways, where height is scarcer than width. */
  isRow?: boolean;
};

/** A few short answers of which one holds; the tick says so besides the colour. */
export function Chips<V extends string>({ label, options, value, onValueChange, isRow }: ChipsProps<V>) {
  return (
    <RadioGroup
      aria-label={label}
      value={value}
      onValueChange={(next) => onValueChange(next as V)}
      className={cn("flex gap-2", isRow ? "overflow-x-auto px-4 py-1" : "flex-wrap")}
    >
      {options.map((option) => (
        <Radio.Root
          key={option.value}
          value={option.value}
          className="inline-flex min-h-14 shrink-0 items-center gap-1.5 rounded-full edge border-border-strong bg-surface px-4 text-16 text-text focus-inset select-none data-checked:border-accent data-checked:bg-accent data-checked:text-on-accent"
        >
          {value === option.value ? <Check aria-hidden className="size-5" strokeWidth={2} /> : null}
          {option.label}
        </Radio.Root>
      ))}
    </RadioGroup>
  );
}
