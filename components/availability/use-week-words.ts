"use client";

import { useMemo } from "react";
import { useLocale } from "use-intl/react";
import { useFormats } from "@/lib/i18n/client";

/** A Monday: wall times have no date, and a formatter wants one. */
const MONDAY = Date.UTC(2024, 0, 1);

/** Weekdays and wall times in the reader's language. */
export function useWeekWords() {
  const locale = useLocale();
  const formats = useFormats();
  return useMemo(() => {
    const names = {
      long: new Intl.DateTimeFormat(locale, { weekday: "long", timeZone: "UTC" }),
      short: new Intl.DateTimeFormat(locale, { weekday: "short", timeZone: "UTC" }),
    };
    return {
      dayName: (weekday: number, style: "long" | "short") =>
        names[style].format(MONDAY + (weekday - 1) * 86_400_000),
      timeLabel: (minutes: number) => formats.time(MONDAY + minutes * 60_000, "UTC"),
      /** "8 AM" or "8": for the scale above the grid. */
      hourLabel: (minutes: number) => formats.hour(MONDAY + minutes * 60_000, "UTC"),
    };
  }, [locale, formats]);
}
