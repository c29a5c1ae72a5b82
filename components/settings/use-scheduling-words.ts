"use client";

import { useTranslations } from "use-intl/react";
import { useFormats } from "@/lib/i18n/client";
import { SETTING_LIMITS } from "@/lib/settings/rules";
import type { DailyLimit, NumberSetting } from "@/lib/settings/rules";

const isNumberSetting = (name: string): name is NumberSetting => name in SETTING_LIMITS;

/** Names, units, limits and values of the settings of scheduling as people read them. */
export function useSchedulingWords() {
  const t = useTranslations("settings.scheduling");
  const formats = useFormats();

  const unit = (name: NumberSetting): string => {
    if (name === "travel_speed_kmh") return t("unit.kmh");
    if (name === "travel_circuity") return "";
    return name === "own_reach_days" ? t("unit.days") : t("unit.minutes");
  };
  const withUnit = (name: NumberSetting, value: number): string => {
    if (name === "own_reach_days") return t("days", { count: value });
    return `${formats.number(value)} ${unit(name)}`.trim();
  };
  const range = (name: NumberSetting): string => {
    const { least, most } = SETTING_LIMITS[name];
    return t("range", { least: formats.number(least), most: withUnit(name, most) });
  };
  const limit = (value: DailyLimit | null): string | null => {
    const parts = [
      value?.max_visits ? t("limit.visitsValue", { count: value.max_visits }) : null,
      value?.max_minutes ? t("limit.minutesValue", { time: formats.duration(value.max_minutes) }) : null,
      value?.urgent_reserve_min
        ? t("limit.reserveValue", { time: formats.duration(value.urgent_reserve_min) })
        : null,
    ].filter((part) => part !== null);
    return parts.length > 0 ? parts.join(", ") : null;
  };

  return {
    unit,
    range,
    limit,
    withUnit,
    label: (name: string) => (isNumberSetting(name) ? t(`name.${name}`) : t("group.limit.title")),
    value: (name: string, value: unknown) => {
      if (isNumberSetting(name)) return typeof value === "number" ? withUnit(name, value) : null;
      return limit(value as DailyLimit | null) ?? t("limit.none");
    },
  };
}
