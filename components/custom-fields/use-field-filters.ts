"use client";

import { useTranslations } from "use-intl/react";
import type { Filter } from "@/components/shared/filter-bar";
import { askedOf } from "@/lib/custom-fields/rules";
import type { FieldEntity } from "@/lib/custom-fields/rules";
import { readFieldFilter, writeFieldFilter } from "./field-filter";
import { useFields } from "./use-fields";

/** A chip for each field with a few answers. Words, numbers and days are found by searching and sorting instead. */
export function useFieldFilters(
  entity: FieldEntity,
  text: string | null,
  onChange: (text: string | null) => void,
): Filter[] {
  const t = useTranslations("custom-fields");
  const asked = askedOf(useFields() ?? [], entity);
  const chosen = readFieldFilter(text);
  return asked.flatMap((field): Filter[] => {
    if (field.type !== "yes_no" && field.type !== "choice" && field.type !== "multi_choice") return [];
    const isYesNo = field.type === "yes_no";
    const options = isYesNo
      ? [
          { value: "true", label: t("yes") },
          { value: "false", label: t("no") },
        ]
      : field.options.filter((option) => option.is_active).map(({ key, label }) => ({ value: key, label }));
    const value = chosen[field.key];
    return [
      {
        id: `field.${field.key}`,
        label: field.name,
        value: value === undefined ? null : String(value),
        options,
        onChange: (next) => {
          const answer = isYesNo && next !== null ? next === "true" : next;
          onChange(writeFieldFilter(chosen, field.key, answer));
        },
      },
    ];
  });
}
