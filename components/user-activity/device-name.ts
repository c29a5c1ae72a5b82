"use client";

import { useTranslations } from "use-intl/react";
import { deviceOf } from "@/lib/user-activity/rules";

/** "Chrome on Windows"; null where a program does not say. */
export function useDeviceName(): (userAgent: string | null) => string | null {
  const t = useTranslations("user-activity");
  return (userAgent) => {
    const device = deviceOf(userAgent);
    return device && t("device", device);
  };
}
