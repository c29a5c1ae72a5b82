"use client";

import { useTranslations } from "use-intl/react";
import { useCan } from "@/components/shared/member";
import { requestForVisits } from "@/components/shared/visit-request";
import type { VisitRequest } from "@/components/shared/visit-request";
import { useShortcuts } from "@/components/shared/use-shortcuts";
import { useToast } from "@/components/ui/toast";
import { isMovable, isOver } from "@/lib/bookings/rules";
import type { Booking } from "@/lib/bookings/schema";

/** Keys that act on the bar in hand. Where a step is not possible they say why instead. */
export function useBoardKeys(visit: Booking | null): void {
  const t = useTranslations("board");
  const can = useCan();
  const toast = useToast();
  const group = t("keysOfBar");
  const ask = (action: VisitRequest["action"], isAllowed: (visit: Booking) => boolean) => () => {
    if (!visit) return;
    if (isAllowed(visit)) requestForVisits({ action, ids: [visit.id] });
    else toast.show({ title: t(isOver(visit.status) ? "notAnyMore" : "notNow", { number: visit.number }) });
  };
  const movable = ({ status }: Booking) => isMovable(status) && can("update", "bookings");
  const assignable = ({ status }: Booking) => !isOver(status) && can("assign", "bookings");
  useShortcuts([
    { keys: "m", label: t("do.reschedule"), group, run: ask("reschedule", movable) },
    { keys: "a", label: t("do.assign"), group, run: ask("assign", assignable) },
    { keys: "u", label: t("do.backlog"), group, run: ask("backlog", movable) },
  ]);
}
