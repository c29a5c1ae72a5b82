"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "use-intl/react";
import { ThemeSwitch } from "@/components/shared/theme-switch";
import { Segmented } from "@/components/ui/segmented";
import { rememberLocale } from "@/lib/i18n/client";
import { LOCALES } from "@/lib/i18n/locales";
import type { Locale } from "@/lib/i18n/locales";

export function AuthFoot({ locale }: { locale: Locale }) {
  const t = useTranslations("shared");
  const router = useRouter();
  const options = LOCALES.map((value) => ({ value, label: t(`language.${value}`) }));
  return (
    <footer className="flex flex-wrap items-center justify-center gap-3 px-5 py-8">
      <Segmented
        options={options}
        value={locale}
        aria-label={t("language.label")}
        onValueChange={(next: Locale) => {
          rememberLocale(next);
          router.refresh();
        }}
      />
      <ThemeSwitch />
    </footer>
  );
}
