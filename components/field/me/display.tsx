"use client";

import { useLocale, useTranslations } from "use-intl/react";
import { LOCALES } from "@/lib/i18n/locales";
import type { Locale } from "@/lib/i18n/locales";
import { useSetLanguage } from "../shell/words";
import { Block } from "./block";
import { Choices } from "./choices";
import { FIELD_THEMES, setFieldTheme, useFieldTheme } from "./theme";

/** In itself: whoever looks for his language may not read the present one. */
function nameOfLanguage(locale: Locale): string {
  return new Intl.DisplayNames(locale, { type: "language" }).of(locale) ?? locale;
}

/** Theme and language of this phone; both work without signal. */
export function Display() {
  const t = useTranslations("field-app.me");
  const locale = useLocale();
  const theme = useFieldTheme();
  const setLanguage = useSetLanguage();
  return (
    <>
      <Block title={t("theme")}>
        <Choices
          label={t("theme")}
          value={theme}
          onChoose={setFieldTheme}
          choices={FIELD_THEMES.map((value) => ({ value, label: t(`themes.${value}`) }))}
        />
        <p className="text-14 text-text-2">{t("sunText")}</p>
      </Block>
      <Block title={t("language")}>
        <Choices
          label={t("language")}
          value={locale}
          onChoose={(next) => void setLanguage(next)}
          choices={LOCALES.map((value) => ({ value, label: nameOfLanguage(value) }))}
        />
      </Block>
    </>
  );
}
