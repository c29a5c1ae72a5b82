"use client";

import { useTranslations } from "use-intl/react";
import { useCan } from "@/components/shared/member";
import { requestForVisits } from "@/components/shared/visit-request";
import type { VisitRequest } from "@/components/shared/visit-request";
import { useShortcuts } from "@/components/shared/use-shortcuts";
import { isMovable, isOver } from "@/lib/bookings/rules";
import type { Booking } from "@/lib/bookings/schema";

/** Keys that act on the bar in hand. Without one, or where it may not be, they do nothing. */
export function useBoardKeys(visit: Booking | null): void {
  const t = useTranslations("board");
  const can = useCan();
  const group = t("keysOfBar");
  const ask = (action: VisitRequest["action"], isAllowed: (visit: Booking) => boolean) => () => {
    if (visit && isAllowed(visit)) requestForVisits({ action, ids: [visit.id] });
  };
  const movable = ({ status }: Booking) => isMovable(status) && can("update", "bookings");
  const assignable = ({ status }: Booking) => !isOver(status) && can("assign", "bookings");
  useShortcuts([
    { keys: "m", label: t("do.reschedule"), group, run: ask("reschedule", movable) },
    { keys: "a", label: t("do.assign"), group, run: ask("assign", assignable) },
    { keys: "u", label: t("do.backlog"), group, run: ask("backlog", movable) },
  ]);
}
