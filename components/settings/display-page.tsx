"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "use-intl/react";
import type { ReactNode } from "react";
import { DensitySwitch, ThemeSwitch } from "@/components/shared/theme-switch";
import { Segmented } from "@/components/ui/segmented";
import { rememberLocale, useFormats } from "@/lib/i18n/client";
import { LOCALES } from "@/lib/i18n/locales";
import { SettingsFrame } from "./settings-frame";
import { SettingsPanel } from "./settings-card";
import { ShortcutList } from "./shortcut-list";

/** All of it takes effect at once, so nothing is saved and nothing can be lost. */
export function DisplayPage() {
  const t = useTranslations("settings");
  return (
    <SettingsFrame page="display" about={t("about.display")}>
      <SettingsPanel title={t("display.look")}>
        <Row label={t("display.theme")} hint={t("display.themeHint")}>
          <ThemeSwitch />
        </Row>
        <Row label={t("display.density")} hint={t("display.densityHint")}>
          <DensitySwitch />
        </Row>
        <Row label={t("display.language")} hint={t("display.languageHint")}>
          <LanguageSwitch />
        </Row>
      </SettingsPanel>
      <SettingsPanel title={t("display.keys")}>
        <ShortcutList />
      </SettingsPanel>
    </SettingsFrame>
  );
}

function Row({ label, hint, children }: { label: string; hint: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
      <div className="min-w-48 flex-1">
        <p className="font-medium">{label}</p>
        <p className="text-13 text-text-3">{hint}</p>
      </div>
      {children}
    </div>
  );
}

function LanguageSwitch() {
  const t = useTranslations("settings");
  const formats = useFormats();
  const locale = useLocale();
  const router = useRouter();
  return (
    <Segmented
      aria-label={t("display.language")}
      value={locale}
      onValueChange={(next) => {
        rememberLocale(next);
        router.refresh();
      }}
      options={LOCALES.map((value) => ({ value, label: formats.language(value) }))}
    />
  );
}
