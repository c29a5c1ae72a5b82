"use client";

import { ArrowDown, ArrowUp, Plus, X } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import type { CustomFieldCreate } from "@/lib/custom-fields/schema";

export type FormOption = NonNullable<CustomFieldCreate["options"]>[number];

type OptionEditorProps = {
  value: readonly FormOption[];
  error: string | null;
  onChange: (options: FormOption[]) => void;
};

/** Choices in the order they are offered. One that goes stays readable where it was chosen, and says so. */
export function OptionEditor({ value, error, onChange }: OptionEditorProps) {
  const t = useTranslations("custom-fields");
  const [wasStored] = useState(() => new Set(value.flatMap(({ key }) => (key ? [key] : []))));
  const offered = value.filter(({ is_active }) => is_active !== false);
  const hasGone = [...wasStored].some((key) => !offered.some((option) => option.key === key));
  const write = (next: readonly FormOption[]) => onChange([...next]);
  const replace = (index: number, label: string) =>
    write(offered.map((option, place) => (place === index ? { ...option, label } : option)));
  const move = (from: number, to: number) => {
    const option = offered[from];
    if (option) write(offered.toSpliced(from, 1).toSpliced(to, 0, option));
  };
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1.5 text-13 font-medium">{t("options")}</legend>
      {offered.map((option, index) => (
        <OptionRow
          key={option.key ?? `new.${index}`}
          option={option}
          place={index}
          isLast={index === offered.length - 1}
          onLabel={(label) => replace(index, label)}
          onMove={(step) => move(index, index + step)}
          onTakeBack={() => write(offered.filter((_, place) => place !== index))}
        />
      ))}
      {error ? <p className="text-13 text-danger">{error}</p> : null}
      {hasGone ? <p className="text-13 text-text-3">{t("optionGone")}</p> : null}
      <Button
        icon={<Plus aria-hidden />}
        className="justify-self-start"
        disabled={offered.length >= 100}
        onClick={() => write([...offered, { label: "" }])}
      >
        {t("addOption")}
      </Button>
    </fieldset>
  );
}

type OptionRowProps = {
  option: FormOption;
  place: number;
  isLast: boolean;
  onLabel: (label: string) => void;
  onMove: (step: 1 | -1) => void;
  onTakeBack: () => void;
};

function OptionRow({ option, place, isLast, onLabel, onMove, onTakeBack }: OptionRowProps) {
  const t = useTranslations("custom-fields");
  const name = option.label || t("option", { number: place + 1 });
  return (
    <div className="flex items-center gap-1">
      <Input
        value={option.label}
        aria-label={t("option", { number: place + 1 })}
        onChange={(event) => onLabel(event.target.value)}
        autoComplete="off"
        maxLength={100}
      />
      <IconButton label={t("up", { name })} size="sm" disabled={place === 0} onClick={() => onMove(-1)}>
        <ArrowUp aria-hidden />
      </IconButton>
      <IconButton label={t("down", { name })} size="sm" disabled={isLast} onClick={() => onMove(1)}>
        <ArrowDown aria-hidden />
      </IconButton>
      <IconButton label={t("takeBack", { name })} size="sm" onClick={onTakeBack}>
        <X aria-hidden />
      </IconButton>
    </div>
  );
}
