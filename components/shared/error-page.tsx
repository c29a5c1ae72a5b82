"use client";

import { useTranslations } from "use-intl/react";
import { ErrorCard } from "@/components/shared/error-card";

type ErrorPageProps = { error: unknown; retry: () => void };

/** In place of a page whose server part failed; the frame around it lives. */
export function ErrorPage({ error, retry }: ErrorPageProps) {
  const t = useTranslations("shared");
  return (
    <div className="px-4 py-[10dvh]">
      <h1 className="sr-only">{t("page.failed")}</h1>
      <ErrorCard title={t("page.failed")} error={error} onRetry={retry} />
    </div>
  );
}
