"use client";

import { CircleCheck, CloudOff, CloudUpload, TriangleAlert } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { cn } from "@/lib/cn";
import type { Sync, SyncState } from "@/lib/field/use-sync";
import { useSync } from "@/lib/field/use-sync";
import { FieldLink } from "./router";

const ICONS = { saved: CircleCheck, waiting: CloudUpload, offline: CloudOff, trouble: TriangleAlert };

const LOOK: Record<SyncState, string> = {
  saved: "text-text-2",
  waiting: "edge border-border-strong bg-surface text-text",
  offline: "edge border-border-strong bg-surface text-text",
  trouble: "edge border-warning bg-warning-tint text-warning",
};

/** The words of the pill; numbers first, because the count is what people look for. */
function useWords({ state, waiting, parked, link }: Sync): string {
  const t = useTranslations("field-app.pill");
  if (state === "saved") return t("saved");
  if (state === "waiting") return t("waiting", { count: waiting });
  if (state === "offline") return waiting === 0 ? t("offline") : t("offlineWaiting", { count: waiting });
  if (parked > 0) return t("parked", { count: parked, waiting });
  return link.stop === "signed_out" ? t("signedOut", { count: waiting }) : t("stopped", { count: waiting });
}

/** At the top of every page: whether the office has it all. Leads to what waits. */
export function SyncPill({ className }: { className?: string }) {
  const sync = useSync();
  const words = useWords(sync);
  const Icon = ICONS[sync.state];
  return (
    <FieldLink
      href="/field/sync"
      data-sync={sync.state}
      className={cn("ms-auto flex min-h-14 min-w-0 items-center justify-end", className)}
    >
      <span
        className={cn(
          "inline-flex min-h-9 min-w-0 items-center gap-1.5 rounded-full px-3 py-1 text-14 font-medium",
          LOOK[sync.state],
        )}
      >
        <Icon aria-hidden className="size-5 shrink-0" strokeWidth={1.75} />
        <span aria-live="polite" className="min-w-0 text-start">
          {words}
        </span>
      </span>
    </FieldLink>
  );
}
