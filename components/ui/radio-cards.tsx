"use client";

import { Radio } from "@base-ui/react/radio";
import { RadioGroup } from "@base-ui/react/radio-group";
import { cn } from "@/lib/cn";
import type { Option } from "./select";

type RadioCardsProps<V extends string> = {
  options: readonly Option<V>[];
  value: V | null;
  onValueChange: (value: V) => void;
  "aria-labelledby"?: string;
  "aria-label"?: string;
  name?: string;
  className?: string;
};

/** A choice between a few things that deserve a sentence each; arrows move, the whole card is the target. */
export function RadioCards<V extends string>({
  options,
  value,
  onValueChange,
  className,
  ...props
}: RadioCardsProps<V>) {
  return (
    <RadioGroup
      {...props}
      value={value}
      onValueChange={(next) => onValueChange(next as V)}
      className={cn("grid gap-2", className)}
    >
      {options.map((option) => (
        <label
          key={option.value}
          className="flex items-start gap-3 rounded-control edge border-border-strong bg-surface px-3 py-2.5 hover:bg-hover has-data-checked:border-accent has-data-checked:bg-accent-tint pointer-coarse:min-h-12 [&>svg]:mt-0.5 [&>svg]:size-4 [&>svg]:shrink-0"
        >
          {option.icon}
          <span className="min-w-0 flex-1">
            <span className="block font-medium">{option.label}</span>
            {option.hint ? <span className="block text-13 text-text-2">{option.hint}</span> : null}
          </span>
          <Radio.Root
            value={option.value}
            disabled={option.disabled}
            className="mt-0.5 flex size-4 shrink-0 items-center justify-center rounded-full edge border-border-strong bg-surface data-checked:border-accent"
          >
            <Radio.Indicator className="size-2 rounded-full bg-accent" />
          </Radio.Root>
        </label>
      ))}
    </RadioGroup>
  );
}
