"use client";

import { Lock } from "lucide-react";
import { useTranslations } from "use-intl/react";

/** What the signs of the matrix mean. */
export function MatrixLegend() {
  const t = useTranslations("roles.legend");
  return (
    <ul className="flex flex-wrap items-center gap-x-5 gap-y-1 text-13 text-text-3">
      <li className="flex items-center gap-1.5">
        <span
          aria-hidden
          className="inline-block size-4 rounded-badge bg-accent-tint ring-2 ring-accent ring-inset"
        />
        {t("changed")}
      </li>
      <li>– {t("none")}</li>
      <li className="max-md:hidden">· {t("missing")}</li>
      <li className="flex items-center gap-1.5">
        <Lock aria-hidden className="size-3.5" strokeWidth={1.75} />
        {t("locked")}
      </li>
      <li className="max-md:hidden">{t("keys")}</li>
    </ul>
  );
}
