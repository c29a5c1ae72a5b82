"use client";

import { CalendarArrowUp, CalendarX2, UserRoundPlus, X } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { useCan } from "@/components/shared/member";
import { useShortcuts } from "@/components/shared/use-shortcuts";
import { requestForVisits } from "@/components/shared/visit-request";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { isMovable, isOver } from "@/lib/bookings/rules";
import type { Booking } from "@/lib/bookings/schema";
import { cn } from "@/lib/cn";

const BAR =
  "fixed bottom-4 left-1/2 z-30 flex max-w-[calc(100vw-2rem)] -translate-x-1/2 animate-appear items-center gap-1 overflow-x-auto rounded-card edge bg-raised p-1.5 shadow-dialog";
/** Above the thumb, over the whole width, each action a target of its own. */
const PHONE_BAR =
  "max-md:inset-x-0 max-md:bottom-0 max-md:grid max-md:max-w-none max-md:translate-x-0 max-md:grid-cols-2 max-md:gap-2 max-md:rounded-b-none max-md:p-3 max-md:pb-[max(env(safe-area-inset-bottom),0.75rem)]";

type VisitSelectionBarProps = {
  visits: readonly Booking[];
  /** On a phone it stands there from the first press on "Select". */
  isChoosing: boolean;
  onClear: () => void;
};

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

/** Only those that would change something. */
function useActions(visits: readonly Booking[]) {
  const t = useTranslations("bookings.selection");
  const { assignable, movable, open } = useReach(visits);
  const reach = [
    { action: "assign", of: assignable, icon: <UserRoundPlus aria-hidden />, word: "assign" },
    { action: "reschedule", of: movable, icon: <CalendarArrowUp aria-hidden />, word: "move" },
    { action: "cancel", of: open, icon: <CalendarX2 aria-hidden />, word: "cancel" },
  ] as const;
  return reach
    .filter(({ of }) => of.length > 0)
    .map(({ action, of, icon, word }) => ({
      action,
      icon,
      label: t(word, { count: of.length }),
      run: () => requestForVisits({ action, ids: of.map(({ id }) => id) }),
    }));
}

/** What can be done with the chosen visits; each button counts those it would really change. */
export function VisitSelectionBar({ visits, isChoosing, onClear }: VisitSelectionBarProps) {
  const t = useTranslations("bookings.selection");
  const actions = useActions(visits);
  const assign = actions.find(({ action }) => action === "assign");
  useShortcuts(
    visits.length > 0
      ? [
          ...(assign ? [{ keys: "a", label: assign.label, group: t("group"), run: assign.run }] : []),
          { keys: "escape", label: t("clear"), group: t("group"), run: onClear },
        ]
      : [],
  );
  if (visits.length === 0 && !isChoosing) return null;
  return (
    <>
      <div aria-hidden className="h-56 md:hidden" />
      <div
        role="toolbar"
        aria-label={t("count", { count: visits.length })}
        className={cn(BAR, PHONE_BAR, visits.length === 0 && "md:hidden")}
      >
        <span className="px-2 font-medium whitespace-nowrap tabular-nums">
          {visits.length > 0 ? t("count", { count: visits.length }) : t("none")}
        </span>
        {actions.map(({ action, icon, label, run }) => (
          <Button
            key={action}
            variant="ghost"
            icon={icon}
            onClick={run}
            className={cn(
              "max-md:w-full max-md:edge max-md:border-border-strong",
              action === "cancel" && "max-md:col-span-2",
            )}
          >
            {label}
          </Button>
        ))}
        <IconButton
          label={t("clear")}
          keys="escape"
          onClick={onClear}
          className="max-md:col-start-2 max-md:row-start-1 max-md:justify-self-end"
        >
          <X aria-hidden />
        </IconButton>
      </div>
    </>
  );
}
