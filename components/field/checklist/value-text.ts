import { useTranslations } from "use-intl/react";
import type { ChecklistItem } from "@/lib/checklists/schema";
import type { AnswerValue } from "@/lib/job-checklists/schema";
import { useFormats } from "@/lib/i18n/client";

/** An answer in words: "Yes", "12 ppm", the choice. Empty where there is none. */
export function useValueText(): (item: ChecklistItem, value: AnswerValue | undefined) => string {
  const t = useTranslations("field.answer");
  const formats = useFormats();
  return (item, value) => {
    if (value === undefined || value === null) return "";
    if (typeof value === "boolean") return t(value ? "yes" : "no");
    if (typeof value === "number") return [formats.number(value), item.unit].filter(Boolean).join(" ");
    return value;
  };
}
