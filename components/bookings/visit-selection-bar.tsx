"use client";

import { CalendarArrowUp, CalendarX2, UserRoundPlus, X } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { useCan } from "@/components/shared/member";
import { useShortcuts } from "@/components/shared/use-shortcuts";
import { requestForVisits } from "@/components/shared/visit-request";
import type { VisitRequest } from "@/components/shared/visit-request";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { isMovable, isOver } from "@/lib/bookings/rules";
import type { Booking } from "@/lib/bookings/schema";

type VisitSelectionBarProps = { visits: readonly Booking[]; onClear: () => void };

/** Which of the chosen visits each action would really change. */
function useReach(visits: readonly Booking[]) {
  const may = useCan();
  const mayUpdate = may("update", "bookings");
  const ahead = visits.filter((visit) => isMovable(visit.status));
  return {
    assignable: may("assign", "bookings") ? ahead : [],
    movable: mayUpdate ? ahead.filter((visit) => visit.starts_at !== null) : [],
    open: mayUpdate ? visits.filter((visit) => !isOver(visit.status)) : [],
  };
}

/** What can be done with the chosen visits; each button counts those it would really change. */
export function VisitSelectionBar({ visits, onClear }: VisitSelectionBarProps) {
  const t = useTranslations("bookings.selection");
  const { assignable, movable, open } = useReach(visits);
  const ask = (action: VisitRequest["action"], chosen: readonly Booking[]) => () =>
    requestForVisits({ action, ids: chosen.map(({ id }) => id) });
  useShortcuts(
    visits.length > 0
      ? [
          {
            keys: "a",
            label: t("assign", { count: assignable.length }),
            group: t("group"),
            run: ask("assign", assignable),
          },
          { keys: "escape", label: t("clear"), group: t("group"), run: onClear },
        ]
      : [],
  );
  if (visits.length === 0) return null;
  return (
    <div
      role="toolbar"
      aria-label={t("count", { count: visits.length })}
      className="fixed bottom-4 left-1/2 z-30 flex max-w-[calc(100vw-2rem)] -translate-x-1/2 animate-appear items-center gap-1 overflow-x-auto rounded-card edge bg-raised p-1.5 shadow-dialog"
    >
      <span className="px-2 font-medium whitespace-nowrap tabular-nums">
        {t("count", { count: visits.length })}
      </span>
      {assignable.length > 0 ? (
        <Button variant="ghost" icon={<UserRoundPlus aria-hidden />} onClick={ask("assign", assignable)}>
          {t("assign", { count: assignable.length })}
        </Button>
      ) : null}
      {movable.length > 0 ? (
        <Button variant="ghost" icon={<CalendarArrowUp aria-hidden />} onClick={ask("reschedule", movable)}>
          {t("move", { count: movable.length })}
        </Button>
      ) : null}
      {open.length > 0 ? (
        <Button variant="ghost" icon={<CalendarX2 aria-hidden />} onClick={ask("cancel", open)}>
          {t("cancel", { count: open.length })}
        </Button>
      ) : null}
      <IconButton label={t("clear")} keys="escape" onClick={onClear}>
        <X aria-hidden />
      </IconButton>
    </div>
  );
}
