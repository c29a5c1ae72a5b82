"use client";

import { useTranslations } from "use-intl/react";
import { choiceLabel, hasValue } from "@/lib/custom-fields/rules";
import type { CustomField, FieldValue, FieldValues } from "@/lib/custom-fields/schema";
import { useFormats } from "@/lib/i18n/client";

/** A value as a person reads it; null for none. */
export function useFieldText(): (field: CustomField, value: FieldValue | undefined) => string | null {
  const t = useTranslations("custom-fields");
  const formats = useFormats();
  return (field, value) => {
    if (!hasValue(value) || value === undefined || value === null) return null;
    if (Array.isArray(value)) return value.map((key: string) => choiceLabel(field, key)).join(", ");
    if (typeof value === "boolean") return t(value ? "yes" : "no");
    if (typeof value === "number") return formats.number(value);
    const words = String(value);
    if (field.type === "choice") return choiceLabel(field, words);
    // A day is the same everywhere: noon, so that no zone makes it the day before.
    return field.type === "date" ? formats.day(`${words}T12:00:00Z`, "UTC") : words;
  };
}

/** All values of a record in lines, for comparing two versions; null for none. */
export function useFieldsText(fields: readonly CustomField[]): (values: unknown) => string | null {
  const textOf = useFieldText();
  return (values) => {
    const known = (values ?? {}) as FieldValues;
    const lines = fields.flatMap((field) => {
      const text = textOf(field, known[field.key]);
      return text === null ? [] : [`${field.name}: ${text}`];
    });
    return lines.join("\n") || null;
  };
}
