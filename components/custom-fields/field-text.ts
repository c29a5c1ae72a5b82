"use client";

import { useTranslations } from "use-intl/react";
import { valueText } from "@/lib/custom-fields/rules";
import type { CustomField, FieldValue, FieldValues } from "@/lib/custom-fields/schema";
import { useFormats } from "@/lib/i18n/client";

/** A value as a person reads it; null for none. */
export function useFieldText(): (field: CustomField, value: FieldValue | undefined) => string | null {
  const t = useTranslations("custom-fields");
  const formats = useFormats();
  return (field, value) => valueText(field, value, { ...formats, yes: t("yes"), no: t("no") });
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
