"use client";

import { useTranslations } from "use-intl/react";
import { UNKNOWN } from "@/lib/i18n/format";

/** Old and new of one field in a history line. */
export function FieldChange({
  label,
  before,
  after,
}: {
  label: string;
  before: string | null;
  after: string | null;
}) {
  const t = useTranslations("shared");
  return (
    <div className="flex flex-wrap gap-x-2">
      <span className="text-text-3">{label}</span>
      {before ? (
        <del className="break-all text-text-2">
          <span className="sr-only">{t("diff.before")} </span>
          {before}
        </del>
      ) : null}
      <ins className="break-all no-underline">
        <span className="sr-only">{t("diff.after")} </span>
        {after ?? UNKNOWN}
      </ins>
    </div>
  );
}
