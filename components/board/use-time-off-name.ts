"use client";

import { useTranslations } from "use-intl/react";

export function useTimeOffName(): (kind: string) => string {
  const t = useTranslations("board.timeOff");
  return (kind) => (kind === "vacation" || kind === "sick" || kind === "training" ? t(kind) : t("other"));
}
