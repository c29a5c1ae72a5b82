import { useCallback } from "react";
import { useLocale } from "use-intl/react";
import { distanceParts } from "./rules";

/** "4.2 mi", "6,8 km": the unit is the country's, the number the reader's. */
export function useDistance(): (metres: number, country: string) => string {
  const locale = useLocale();
  return useCallback(
    (metres, country) => {
      const { value, unit } = distanceParts(metres, country);
      return new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "short" }).format(value);
    },
    [locale],
  );
}
