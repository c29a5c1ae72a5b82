"use client";

import { CalendarClock, CalendarX2, Inbox, MessageSquareWarning, UserRoundPlus } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { useCan } from "@/components/shared/member";
import type { RecordCommand } from "@/components/shared/record-commands";
import { requestForVisits } from "@/components/shared/visit-request";
import { isMovable, isOver } from "@/lib/bookings/rules";
import type { Booking } from "@/lib/bookings/schema";

/** What this person may do with this visit now, besides its steps; null for what is not possible. */
export function useVisitActions(visit: Booking) {
  const t = useTranslations("bookings.action");
  const may = useCan();
  const ids = [visit.id];
  const mayUpdate = may("update", "bookings");
  const action = (isPossible: boolean, command: RecordCommand): RecordCommand | null =>
    isPossible ? command : null;
  return {
    reschedule: action(mayUpdate && isMovable(visit.status), {
      id: "reschedule",
      label: visit.starts_at ? t("reschedule") : t("plan"),
      icon: CalendarClock,
      keys: "m",
      run: () => requestForVisits({ action: "reschedule", ids }),
    }),
    assign: action(may("assign", "bookings") && isMovable(visit.status), {
      id: "assign",
      label: visit.assignments.length > 0 ? t("reassign") : t("assign"),
      icon: UserRoundPlus,
      keys: "a",
      run: () => requestForVisits({ action: "assign", ids }),
    }),
    backlog: action(mayUpdate && isMovable(visit.status) && visit.starts_at !== null, {
      id: "backlog",
      label: t("backlog"),
      icon: Inbox,
      keys: "u",
      run: () => requestForVisits({ action: "backlog", ids }),
    }),
    tell: action(may("create", "notifications") && visit.late !== null, {
      id: "tell",
      label: t("tell", { name: visit.job.customer.display_name }),
      icon: MessageSquareWarning,
      run: () => requestForVisits({ action: "tell", ids }),
    }),
    cancel: action(mayUpdate && !isOver(visit.status), {
      id: "cancel",
      label: t("cancel"),
      icon: CalendarX2,
      run: () => requestForVisits({ action: "cancel", ids }),
    }),
  };
}
