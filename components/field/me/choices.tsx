"use client";

import { Radio } from "@base-ui/react/radio";
import { RadioGroup } from "@base-ui/react/radio-group";
import { Check } from "lucide-react";

type Choice<V extends string> = { value: V; label: string };
type ChoicesProps<V extends string> = {
  label: string;
  choices: readonly Choice<V>[];
  value: V;
  onChoose: (value: V) => void;
};

/** Alternatives for a thumb: each a row of its own width, wrapping where the words are long or large. */
export function Choices<V extends string>({ label, choices, value, onChoose }: ChoicesProps<V>) {
  return (
    <RadioGroup
      aria-label={label}
      value={value}
      onValueChange={(next) => onChoose(next)}
      className="flex flex-wrap gap-2"
    >
      {choices.map((choice) => (
        <Radio.Root
          key={choice.value}
          value={choice.value}
          className="group inline-flex min-h-14 flex-1 basis-32 items-center justify-center gap-2 rounded-card edge border-border-strong bg-surface px-3 py-2 text-16 font-medium data-checked:border-accent data-checked:bg-accent-tint data-checked:text-accent-text data-checked:inset-ring-2 data-checked:inset-ring-accent"
        >
          <Check aria-hidden className="hidden size-5 group-data-checked:block" strokeWidth={2} />
          {choice.label}
        </Radio.Root>
      ))}
    </RadioGroup>
  );
}
