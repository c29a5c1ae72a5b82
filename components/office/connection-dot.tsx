"use client";

import { useTranslations } from "use-intl/react";
import { cn } from "@/lib/cn";
import { useFormats } from "@/lib/i18n/client";
import { useConnection } from "./connection";
import { useLiveState } from "./live";
import { Named, RowWords } from "./sidebar-row";

const looks = {
  live: "bg-success",
  polling: "bg-text-3",
  offline: "border-[1.5px] border-text-3",
} as const;

/**
 * Green while changes of others arrive by themselves, grey while the page asks for them, hollow while it cannot: the
 * words say it, not colour alone.
 */
export function ConnectionDot() {
  const t = useTranslations("office.connection");
  const formats = useFormats();
  const { sinceMs } = useConnection();
  const live = useLiveState();
  const look = sinceMs !== null ? "offline" : live === "lost" ? "polling" : "live";
  const words = { live: live === "live" ? t("live") : t("on"), polling: t("polling"), offline: t("off") }[
    look
  ];
  const exact = sinceMs === null ? words : t("offSince", { since: formats.time(sinceMs) });
  return (
    <Named label={exact}>
      <p className="flex h-8 items-center gap-2.5 px-2.5 text-13 text-text-3" tabIndex={-1}>
        <span aria-hidden className="flex size-4 shrink-0 items-center justify-center">
          <span className={cn("size-2 rounded-full", looks[look])} />
        </span>
        <span className="sr-only">{exact}</span>
        <RowWords>
          <span aria-hidden>{words}</span>
        </RowWords>
      </p>
    </Named>
  );
}
