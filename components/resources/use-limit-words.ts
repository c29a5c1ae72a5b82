"use client";

import { useTranslations } from "use-intl/react";
import { useFormats } from "@/lib/i18n/client";
import type { ResourceUpdate } from "@/lib/resources/schema";

export type Limit = NonNullable<ResourceUpdate["daily_limit"]>;

/** What a day may hold, in the words of the page; null for "what the hours allow". */
export function useLimitWords(): (limit: Limit | null) => string | null {
  const t = useTranslations("resources");
  const formats = useFormats();
  return (limit) => {
    const lines = [
      limit?.max_visits ? t("planning.visits", { count: limit.max_visits }) : null,
      limit?.max_minutes ? formats.duration(limit.max_minutes) : null,
      limit?.urgent_reserve_min
        ? t("planning.reserve", { duration: formats.duration(limit.urgent_reserve_min) })
        : null,
    ];
    return lines.filter((line) => line !== null).join(" · ") || null;
  };
}
