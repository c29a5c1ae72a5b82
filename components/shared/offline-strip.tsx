"use client";

import { CloudOff } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { useFormats } from "@/lib/i18n/client";

type OfflineStripProps = {
  /** Milliseconds since the connection was lost. */
  sinceMs: number;
  /** When the data on the screen was last confirmed; null where nothing was loaded yet. */
  confirmedMs: number | null;
};

/** At the foot of the page while there is no connection, so that nothing moves: since when, and how old what one sees is. */
export function OfflineStrip({ sinceMs, confirmedMs }: OfflineStripProps) {
  const t = useTranslations("shared");
  const formats = useFormats();
  const since = formats.time(sinceMs);
  return (
    <div
      role="status"
      className="sticky bottom-0 z-10 mt-auto flex min-h-8 items-center gap-2 edge-t bg-warning-tint px-4 py-1.5 text-13 text-warning md:px-6"
    >
      <CloudOff aria-hidden className="size-4 shrink-0" strokeWidth={1.75} />
      <span>
        {confirmedMs === null
          ? t("offline.since", { since })
          : t("offline.sinceWithState", { since, state: formats.time(confirmedMs) })}
      </span>
    </div>
  );
}
