"use client";

import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import type { ChecklistItem } from "@/lib/checklists/schema";

export type QuestionProps = {
  item: ChecklistItem;
  earlier: readonly ChecklistItem[];
  /** The word for what is wrong with a field of this question, or null. */
  codeOf: (field: string) => string | null;
  onChange: (item: ChecklistItem) => void;
};

const withNumber = (item: ChecklistItem, field: "min" | "max", text: string): ChecklistItem => {
  const { [field]: _old, ...rest } = item;
  const value = Number(text.replace(",", "."));
  return text.trim() === "" || Number.isNaN(value) ? rest : { ...rest, [field]: value };
};

export function NumberFields({ item, codeOf, onChange }: QuestionProps) {
  const t = useTranslations("checklists");
  const bound = (field: "min" | "max") => (
    <Field label={t(field)} error={field === "min" && codeOf("min") ? t("wrongOrder") : null}>
      <Input
        defaultValue={item[field] ?? ""}
        onChange={(event) => onChange(withNumber(item, field, event.target.value))}
        inputMode="decimal"
        autoComplete="off"
        className="tabular-nums"
      />
    </Field>
  );
  return (
    <div className="grid grid-cols-3 gap-3">
      <Field label={t("unit")}>
        <Input
          value={item.unit ?? ""}
          onChange={(event) => {
            const { unit: _old, ...rest } = item;
            const { value } = event.target;
            onChange(value === "" ? rest : { ...rest, unit: value });
          }}
          autoComplete="off"
        />
      </Field>
      {bound("min")}
      {bound("max")}
    </div>
  );
}

export function ChoiceFields({ item, codeOf, onChange }: QuestionProps) {
  const t = useTranslations("checklists");
  const [text, setText] = useState(() => (item.options ?? []).join("\n"));
  return (
    <Field label={t("options")} error={codeOf("options") ? t("optionsHint") : null} hint={t("optionsHint")}>
      <Textarea
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          const options = event.target.value.split("\n").map((line) => line.trim());
          onChange({ ...item, options: options.filter((line) => line !== "") });
        }}
      />
    </Field>
  );
}

const ALWAYS = "always";

type Condition = NonNullable<ChecklistItem["show_if"]>;

/** Each earlier question with a few answers offers these as conditions; numbers, words and photos do not. */
function useConditions(earlier: readonly ChecklistItem[]) {
  const t = useTranslations("checklists");
  return earlier.flatMap(
    ({ key, label, kind, options }): { value: string; label: string; when: Condition }[] => {
      if (kind === "yes_no") {
        return [true, false].map((equals) => ({
          value: `${key}=${equals}`,
          label: t(equals ? "ifYes" : "ifNo", { label }),
          when: { key, equals },
        }));
      }
      return (kind === "choice" ? (options ?? []) : []).map((equals) => ({
        value: `${key}=${equals}`,
        label: t("ifOther", { label, value: equals }),
        when: { key, equals },
      }));
    },
  );
}

export function ConditionField({ item, earlier, onChange }: QuestionProps) {
  const t = useTranslations("checklists");
  const conditions = useConditions(earlier);
  if (conditions.length === 0) return null;
  const { show_if, ...rest } = item;
  const chosen = show_if ? `${show_if.key}=${String(show_if.equals)}` : ALWAYS;
  return (
    <Field label={t("condition")}>
      <Select
        value={chosen}
        onValueChange={(value) => {
          const when = conditions.find((each) => each.value === value)?.when;
          onChange(when ? { ...rest, show_if: when } : rest);
        }}
        options={[{ value: ALWAYS, label: t("always") }, ...conditions]}
      />
    </Field>
  );
}
