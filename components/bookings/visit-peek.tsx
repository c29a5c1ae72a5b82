"use client";

import { CalendarClock, UserRoundPlus } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { useMember } from "@/components/shared/member";
import { Peek } from "@/components/shared/peek";
import { useRecordCommands } from "@/components/shared/record-commands";
import { StateBadge, StateNotes } from "@/components/shared/state-badge";
import { Button } from "@/components/ui/button";
import type { Booking } from "@/lib/bookings/schema";
import { PromiseLine } from "./promise-line";
import { useVisitActions } from "./use-visit-actions";
import { isSeen } from "./use-visit-words";
import { VisitFacts } from "./visit-facts";

/** State, time, people, who to call: read from the row itself, so that it is there at once. */
export function VisitPeek({ visit, onClose }: { visit: Booking; onClose: () => void }) {
  const t = useTranslations("bookings");
  const { slug } = useMember().organization;
  const actions = useVisitActions(visit);
  useRecordCommands(
    t("record", { number: visit.number }),
    [actions.reschedule, actions.assign, actions.cancel].filter((action) => action !== null),
  );
  return (
    <Peek
      title={`${visit.number} ${visit.job.customer.display_name}`}
      href={`/o/${slug}/bookings/${visit.id}`}
      onClose={onClose}
    >
      <div className="grid gap-5">
        <div className="flex flex-wrap items-center gap-3">
          <StateBadge state={visit.status} isSeen={isSeen(visit)} size="md" since={visit.actual_start} />
          <StateNotes late={visit.late} atRisk={visit.at_risk} overlap={visit.overlap} />
        </div>
        <PromiseLine visit={visit} />
        <VisitFacts visit={visit} />
        {visit.instructions ? (
          <p className="max-w-[68ch] break-words whitespace-pre-wrap">{visit.instructions}</p>
        ) : null}
        <div className="flex flex-wrap gap-2">
          {actions.reschedule ? (
            <Button icon={<CalendarClock aria-hidden />} onClick={actions.reschedule.run}>
              {actions.reschedule.label}
            </Button>
          ) : null}
          {actions.assign ? (
            <Button icon={<UserRoundPlus aria-hidden />} onClick={actions.assign.run}>
              {actions.assign.label}
            </Button>
          ) : null}
        </div>
      </div>
    </Peek>
  );
}
