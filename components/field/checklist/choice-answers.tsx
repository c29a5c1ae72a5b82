"use client";

import { Radio } from "@base-ui/react/radio";
import { RadioGroup } from "@base-ui/react/radio-group";
import { Check } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { cn } from "@/lib/cn";
import type { AnswerProps } from "./answer-props";

type Option = { value: string; label: string };
type BigRadiosProps = {
  labelId: string;
  options: readonly Option[];
  value: string | null;
  onValueChange: (value: string) => void;
  isPair?: boolean;
};

function BigRadios({ labelId, options, value, onValueChange, isPair }: BigRadiosProps) {
  return (
    <RadioGroup
      aria-labelledby={labelId}
      value={value}
      onValueChange={(next) => onValueChange(String(next))}
      className={cn("grid gap-2", isPair && "grid-cols-2")}
    >
      {options.map((option) => (
        <Radio.Root
          key={option.value}
          value={option.value}
          className="inline-flex min-h-16 items-center justify-center gap-2 rounded-card edge border-border-strong bg-surface px-3 py-2 text-center text-18 font-medium text-text select-none data-checked:border-accent data-checked:bg-accent data-checked:text-on-accent"
        >
          {value === option.value ? <Check aria-hidden className="size-6 shrink-0" strokeWidth={2} /> : null}
          <span className="[overflow-wrap:anywhere]">{option.label}</span>
        </Radio.Root>
      ))}
    </RadioGroup>
  );
}

export function YesNoAnswer({ checklist, item, labelId, answer }: AnswerProps) {
  const t = useTranslations("field.answer");
  const value = checklist.answers[item.key]?.value;
  return (
    <BigRadios
      labelId={labelId}
      isPair
      options={[
        { value: "yes", label: t("yes") },
        { value: "no", label: t("no") },
      ]}
      value={typeof value === "boolean" ? (value ? "yes" : "no") : null}
      onValueChange={(next) => void answer.say(next === "yes")}
    />
  );
}

export function ChoiceAnswer({ checklist, item, labelId, answer }: AnswerProps) {
  const value = checklist.answers[item.key]?.value;
  return (
    <BigRadios
      labelId={labelId}
      options={(item.options ?? []).map((option) => ({ value: option, label: option }))}
      value={typeof value === "string" ? value : null}
      onValueChange={(next) => void answer.say(next)}
    />
  );
}
