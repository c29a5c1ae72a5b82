"use client";

import { CalendarCheck, CircleX, UserRoundPlus, X } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { useCan } from "@/components/shared/member";
import { useShortcuts } from "@/components/shared/use-shortcuts";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { lazyShown } from "@/components/ui/lazy-overlay";
import type { BacklogItem } from "./backlog-item";
import { usePlanMany } from "./use-planning";

const WhoDialog = lazyShown(() => import("./who-dialog").then((dialog) => dialog.WhoDialog));

type BacklogSelectionBarProps = {
  items: readonly BacklogItem[];
  onDone: (id: string) => void;
  onBack: (id: string) => void;
  onDecline: () => void;
  onClear: () => void;
};

/** Several at once: each at its best time, all with one person, or declined. */
export function BacklogSelectionBar({ items, onDone, onBack, onDecline, onClear }: BacklogSelectionBarProps) {
  const t = useTranslations("booking-requests.selection");
  const may = useCan();
  const { planAll, progress } = usePlanMany({ onDone, onBack });
  const mayPlan = may("create", "bookings");
  const mayDecline = may("update", "booking_requests") && items.every((item) => item.kind === "request");
  useShortcuts(
    items.length > 0 ? [{ keys: "escape", label: t("clear"), group: t("group"), run: onClear }] : [],
  );
  if (items.length === 0 && !progress) return null;
  const label = progress ? t("progress", progress) : t("count", { count: items.length });
  return (
    <div
      role="toolbar"
      aria-label={label}
      className="fixed bottom-4 left-1/2 z-40 flex max-w-[calc(100vw-2rem)] -translate-x-1/2 animate-appear items-center gap-1 overflow-x-auto rounded-card edge bg-raised p-1.5 shadow-dialog"
    >
      <span role="status" className="px-2 font-medium whitespace-nowrap tabular-nums">
        {label}
      </span>
      {mayPlan ? (
        <PlanButtons
          count={items.length}
          isBusy={progress !== null}
          onPlan={(who) => void planAll(items, who)}
        />
      ) : null}
      {mayDecline ? (
        <Button variant="ghost" icon={<CircleX aria-hidden />} onClick={onDecline}>
          {t("decline", { count: items.length })}
        </Button>
      ) : null}
      <IconButton label={t("clear")} keys="escape" onClick={onClear}>
        <X aria-hidden />
      </IconButton>
    </div>
  );
}

type PlanButtonsProps = { count: number; isBusy: boolean; onPlan: (resourceId?: string) => void };

function PlanButtons({ count, isBusy, onPlan }: PlanButtonsProps) {
  const t = useTranslations("booking-requests.selection");
  const [isAsking, setIsAsking] = useState(false);
  return (
    <>
      <Button variant="ghost" icon={<CalendarCheck aria-hidden />} busy={isBusy} onClick={() => onPlan()}>
        {t("plan", { count })}
      </Button>
      <Button variant="ghost" icon={<UserRoundPlus aria-hidden />} onClick={() => setIsAsking(true)}>
        {t("assign")}
      </Button>
      {isAsking ? <WhoDialog count={count} onPlan={onPlan} onClose={() => setIsAsking(false)} /> : null}
    </>
  );
}
