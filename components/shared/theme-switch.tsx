"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { Segmented } from "@/components/ui/segmented";
import { DENSITIES, setDensity, setTheme, THEMES, useDensity, useTheme } from "./display";

const icons = { system: Monitor, light: Sun, dark: Moon };

export function ThemeSwitch() {
  const t = useTranslations("shared");
  const theme = useTheme();
  const options = THEMES.map((value) => {
    const Icon = icons[value];
    return { value, label: t(`theme.${value}`), icon: <Icon aria-hidden strokeWidth={1.75} /> };
  });
  return <Segmented options={options} value={theme} onValueChange={setTheme} aria-label={t("theme.label")} />;
}

export function DensitySwitch() {
  const t = useTranslations("shared");
  const density = useDensity();
  const options = DENSITIES.map((value) => ({ value, label: t(`density.${value}`) }));
  return (
    <Segmented options={options} value={density} onValueChange={setDensity} aria-label={t("density.label")} />
  );
}
