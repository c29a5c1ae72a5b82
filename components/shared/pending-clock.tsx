"use client";

import { Clock } from "lucide-react";
import { useTranslations } from "use-intl/react";
import type { RecordKeys } from "./record-cache";
import { useIsPending } from "./use-record-writes";

/** Beside a record whose change is shown but not confirmed yet. */
export function PendingClock({ keys, id }: { keys: RecordKeys; id: string }) {
  const t = useTranslations("shared");
  const isPending = useIsPending(keys, id);
  if (!isPending) return null;
  return (
    <span className="inline-flex shrink-0 text-text-3" title={t("pending")}>
      <Clock aria-hidden className="size-4" strokeWidth={1.75} />
      <span className="sr-only">{t("pending")}</span>
    </span>
  );
}
