"use client";

import { useTranslations } from "use-intl/react";

/** Over the lower edge of a map that is only ground and grid although the installation has a better one. */
export function LostStyle() {
  const t = useTranslations("shared.map");
  return (
    <p
      role="status"
      className="pointer-events-none absolute inset-x-2 top-2 me-12 rounded-control bg-surface/90 px-2 py-1 text-12 text-text-2"
    >
      {t("lost")}
    </p>
  );
}
