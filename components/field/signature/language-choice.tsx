"use client";

import { useTranslations } from "use-intl/react";
import { LOCALES } from "@/lib/i18n/locales";
import type { Locale } from "@/lib/i18n/locales";
import { Chips } from "../visit/chips";

type LanguageChoiceProps = { value: Locale; onValueChange: (locale: Locale) => void };

/** Each language by its own name: the phone is handed over now. */
export function LanguageChoice({ value, onValueChange }: LanguageChoiceProps) {
  const t = useTranslations("shared.language");
  return (
    <Chips
      label={t("label")}
      options={LOCALES.map((locale) => ({ value: locale, label: t(locale) }))}
      value={value}
      onValueChange={onValueChange}
    />
  );
}
