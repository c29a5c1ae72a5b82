"use client";

import { HardDrive } from "lucide-react";
import { useTranslations } from "use-intl/react";

/** What was not stored stays on the page; what is unsent stays in the store. Said together, so that nobody wipes. */
export function FullNotice({ unsent }: { unsent: number | null }) {
  const t = useTranslations("field");
  if (unsent === null) return null;
  return (
    <p role="alert" className="flex items-start gap-2 rounded-card edge border-danger p-3 text-16 text-text">
      <HardDrive aria-hidden className="mt-0.5 size-5 shrink-0 text-danger" strokeWidth={1.75} />
      <span>{t("full", { count: unsent })}</span>
    </p>
  );
}
