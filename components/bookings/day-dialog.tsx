"use client";

import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { useCan, useMember } from "@/components/shared/member";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { conflictOf } from "@/lib/bookings/client";
import type { Booking } from "@/lib/bookings/schema";
import { useFormats } from "@/lib/i18n/client";
import { addDays, dateIn, timeIn, wallToInstant } from "@/lib/time";
import { DateField } from "./date-field";
import { OverlapReason } from "./overlap-reason";
import { useVisitWrites } from "./use-visit-writes";
import { VisitLines } from "./visit-lines";
import { VisitProblem } from "./visit-problem";

type DayDialogProps = { visits: readonly Booking[]; onClose: () => void };

/** The same time of day on another day, each in the clock of its own site. */
function onDay(visit: Booking, date: string) {
  if (!visit.starts_at || !visit.ends_at) return {};
  const zone = visit.job.property.time_zone;
  const start = wallToInstant(date, timeIn(visit.starts_at, zone), zone);
  const lengthMs = Date.parse(visit.ends_at) - Date.parse(visit.starts_at);
  return { starts_at: new Date(start).toISOString(), ends_at: new Date(start + lengthMs).toISOString() };
}

function useMoveDay(visits: readonly Booking[], onClose: () => void) {
  const t = useTranslations("bookings.moveDay");
  const formats = useFormats();
  const zone = useMember().organization.time_zone;
  const { move } = useVisitWrites();
  const [date, setDate] = useState(() => addDays(dateIn(visits[0]?.starts_at ?? Date.now(), zone), 1));
  const [reason, setReason] = useState("");
  const [problem, setProblem] = useState<unknown>(null);
  const [isSaving, setIsSaving] = useState(false);
  const day = formats.day(`${date}T12:00:00Z`, "UTC");
  const save = async () => {
    setIsSaving(true);
    setProblem(null);
    try {
      const title = t("done", { count: visits.length, day });
      await move(visits, (visit) => onDay(visit, date), title, reason.trim() || undefined);
      onClose();
    } catch (error) {
      setProblem(error);
      setIsSaving(false);
    }
  };
  return { zone, day, date, setDate, reason, setReason, problem, isSaving, save };
}

/** Several visits to another day, all or none; what keeps one of them keeps all, and is named. */
export function DayDialog(props: DayDialogProps) {
  const { onClose } = props;
  const [visits] = useState(() => props.visits.filter((visit) => visit.starts_at !== null));
  const t = useTranslations("bookings.moveDay");
  const shared = useTranslations("shared");
  const mayOverlap = useCan()("manage", "bookings");
  const state = useMoveDay(visits, onClose);
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={t("title", { count: visits.length })}
      description={t("text")}
      closeLabel={shared("close")}
      footer={
        <>
          <Button onClick={onClose}>{t("keep")}</Button>
          <Button variant="primary" busy={state.isSaving} onClick={() => void state.save()}>
            {t("save", { count: visits.length, day: state.day })}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <VisitProblem error={state.problem} timeZone={state.zone} />
        <Field label={t("date")}>
          <DateField value={state.date} onValueChange={state.setDate} />
        </Field>
        <VisitLines visits={visits} />
        {mayOverlap && conflictOf(state.problem) ? (
          <OverlapReason reason={state.reason} onReason={state.setReason} />
        ) : null}
      </div>
    </Dialog>
  );
}
