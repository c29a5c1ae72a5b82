"use client";

import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { CompareVersions } from "@/components/shared/compare-versions";
import { useCan } from "@/components/shared/member";
import { useShortcuts } from "@/components/shared/use-shortcuts";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import type { Booking } from "@/lib/bookings/schema";
import { useFormats } from "@/lib/i18n/client";
import { CheckResult } from "./check-result";
import { RescheduleFields } from "./reschedule-fields";
import { useCheck } from "./use-check";
import { useReschedule } from "./use-reschedule";
import type { RescheduleState } from "./use-reschedule";
import { useRescheduleSave } from "./use-reschedule-save";
import { workOf } from "./use-visit-words";
import { VisitProblem } from "./visit-problem";

type RescheduleDialogProps = { visit: Booking; onClose: () => void };

/** Another time, other people: what would be in the way is said before saving, with the nearest time that fits. */
export function RescheduleDialog(props: RescheduleDialogProps) {
  const { onClose } = props;
  // What is chosen is chosen against this. A refetch behind the dialog must not pass for what was seen.
  const [visit] = useState(props.visit);
  const t = useTranslations("bookings.reschedule");
  const shared = useTranslations("shared");
  const state = useReschedule(visit);
  const check = useCheck(state.check);
  const mayOverlap = useCan()("manage", "bookings");
  // An overlap that was wanted stays wanted while the visit is moved.
  const [reason, setReason] = useState(visit.overlap?.reason ?? "");
  const overlap = mayOverlap ? { reason, onReason: setReason } : null;
  const { save, conflict, problem, isSaving } = useRescheduleSave({ visit, state, reason, onClose });

  const isInTheWay = state.check !== null && isTaken(check) && !(mayOverlap && reason.trim());
  const isBlocked = !state.isChanged || isInTheWay;
  const title = t("title", { number: visit.number });
  const submit = () => (isBlocked ? undefined : void save());
  useSaveKey(title, submit);
  const nameOf = (id: string) => nameIn(visit, state.draft.people, id);

  return (
    <>
      <Dialog
        open
        onOpenChange={(open) => (open ? undefined : onClose())}
        title={title}
        description={`${visit.job.customer.display_name}, ${workOf(visit)}`}
        closeLabel={shared("close")}
        size="md"
        footer={
          <>
            <Button onClick={onClose}>{t("keep")}</Button>
            <SaveButton {...{ visit, state, isBlocked, isSaving }} onSave={submit} />
          </>
        }
      >
        <div className="grid gap-4">
          <VisitProblem error={problem} timeZone={state.zone} onFit={state.take} />
          <RescheduleFields visit={visit} state={state} />
          {state.check && (
            <CheckResult {...{ check, nameOf, overlap }} timeZone={state.zone} onFit={state.take} />
          )}
        </div>
      </Dialog>
      <CompareVersions {...conflict.props} />
    </>
  );
}

/** Only a current answer may keep somebody from saving; the server decides anyway. */
const isTaken = ({ isCurrent, checked }: ReturnType<typeof useCheck>) =>
  isCurrent && (checked?.conflicts.length ?? 0) > 0;

type SaveButtonProps = {
  visit: Booking;
  state: RescheduleState;
  isBlocked: boolean;
  isSaving: boolean;
  onSave: () => void;
};

function SaveButton({ visit, state, isBlocked, isSaving, onSave }: SaveButtonProps) {
  const t = useTranslations("bookings.reschedule");
  const formats = useFormats();
  const words = useTranslations("bookings");
  const { date, isAnyTime } = state.draft;
  const when = isAnyTime
    ? words("flexibleDay", { day: formats.day(`${date}T12:00:00Z`, "UTC") })
    : formats.dayTime(state.starts_at, state.zone);
  return (
    <Button variant="primary" busy={isSaving} disabled={isBlocked} onClick={onSave}>
      {visit.starts_at ? t("saveAt", { when }) : t("planAt", { when })}
      <Kbd keys="mod+enter" tone="inverse" className="max-sm:hidden pointer-coarse:hidden" />
    </Button>
  );
}

function useSaveKey(group: string, run: () => void): void {
  const t = useTranslations("bookings.reschedule");
  useShortcuts([{ keys: "mod+enter", label: t("save"), group, run, inFields: true, inDialogs: true }]);
}

type Named = readonly { id: string; name: string }[];

function nameIn(visit: Booking, people: Named, id: string): string | null {
  const chosen = people.find((person) => person.id === id);
  return chosen?.name ?? visit.assignments.find((one) => one.resource_id === id)?.name ?? null;
}
