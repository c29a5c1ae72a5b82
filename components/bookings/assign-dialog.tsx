"use client";

import { useRef, useState } from "react";
import { useTranslations } from "use-intl/react";
import { useCan } from "@/components/shared/member";
import { useShortcuts } from "@/components/shared/use-shortcuts";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { conflictOf } from "@/lib/bookings/client";
import type { Booking } from "@/lib/bookings/schema";
import { useFormats } from "@/lib/i18n/client";
import { CheckResult } from "./check-result";
import { OverlapReason } from "./overlap-reason";
import { assignmentsOf, PeoplePicker, pickedOf } from "./people-picker";
import type { PickedPerson } from "./people-picker";
import { useCheck } from "./use-check";
import { useVisitWords, workOf } from "./use-visit-words";
import { useVisitWrites } from "./use-visit-writes";
import { VisitLines } from "./visit-lines";
import { VisitProblem } from "./visit-problem";

type AssignDialogProps = { visits: readonly Booking[]; onClose: () => void };

/** Who goes: to one visit, checked while choosing, or to several at once, all or none. */
export function AssignDialog(props: AssignDialogProps) {
  const { onClose } = props;
  const [visits] = useState(props.visits);
  const only = visits.length === 1 ? visits[0] : undefined;
  const t = useTranslations("bookings.assign");
  const shared = useTranslations("shared");
  const words = useVisitWords();
  const [people, setPeople] = useState<readonly PickedPerson[]>(() =>
    only ? pickedOf(only.assignments) : [],
  );
  const [reason, setReason] = useState("");
  const { assign, problem, isSaving } = useAssign({ visits, people, reason, onClose });
  const title = only ? t("title", { number: only.number }) : t("titleMany", { count: visits.length });
  // Taking everybody off is meant for one visit, where one sees who goes; of many it would be a slip.
  const isEmpty = people.length === 0 && (only?.assignments.length ?? 0) === 0;
  const names = people.map(({ name }) => name).join(", ");
  const assignLabel = names === "" ? t("nobody") : t("saveTo", { names });
  const first = useRef<HTMLInputElement>(null);
  const submit = () => (isEmpty ? undefined : void assign());
  useSaveKey(title, submit);
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={title}
      description={
        only ? `${only.job.customer.display_name}, ${workOf(only)}, ${words.when(only)}` : undefined
      }
      closeLabel={shared("close")}
      size="md"
      initialFocus={first}
      footer={
        <>
          <Button onClick={onClose}>{t("keep")}</Button>
          <Button variant="primary" busy={isSaving} disabled={isEmpty} onClick={submit}>
            {isEmpty ? t("choose") : assignLabel}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <VisitProblem error={problem} timeZone={visits[0]?.job.property.time_zone ?? "UTC"} />
        <Field label={t("who")}>
          <PeoplePicker value={people} onValueChange={setPeople} aria-label={t("who")} inputRef={first} />
        </Field>
        <Meets visits={visits} people={people} problem={problem} reason={reason} onReason={setReason} />
      </div>
    </Dialog>
  );
}

function useSaveKey(group: string, run: () => void): void {
  const t = useTranslations("bookings.assign");
  useShortcuts([{ keys: "mod+enter", label: t("save"), group, run, inFields: true, inDialogs: true }]);
}

type MeetsProps = {
  visits: readonly Booking[];
  people: readonly PickedPerson[];
  problem: unknown;
  reason: string;
  onReason: (reason: string) => void;
};

/** One visit is looked at while choosing; of several the server names the one that keeps all. */
function Meets({ visits, people, problem, reason, onReason }: MeetsProps) {
  const mayOverlap = useCan()("manage", "bookings");
  const [only] = visits;
  if (visits.length === 1 && only?.starts_at)
    return <OneCheck visit={only} people={people} overlap={mayOverlap ? { reason, onReason } : null} />;
  return (
    <>
      <VisitLines visits={visits} />
      {mayOverlap && conflictOf(problem) ? <OverlapReason reason={reason} onReason={onReason} /> : null}
    </>
  );
}

type OneCheckProps = {
  visit: Booking;
  people: readonly PickedPerson[];
  overlap: { reason: string; onReason: (reason: string) => void } | null;
};

function OneCheck({ visit, people, overlap }: OneCheckProps) {
  const { starts_at, ends_at } = visit;
  const body =
    starts_at && ends_at
      ? { id: visit.id, job_id: visit.job_id, starts_at, ends_at, assignments: assignmentsOf(people) }
      : null;
  return (
    <CheckResult
      check={useCheck(body)}
      timeZone={visit.job.property.time_zone}
      nameOf={(id) => people.find((person) => person.id === id)?.name ?? null}
      overlap={overlap}
    />
  );
}

type AssignOptions = {
  visits: readonly Booking[];
  people: readonly PickedPerson[];
  reason: string;
  onClose: () => void;
};

function useAssign({ visits, people, reason, onClose }: AssignOptions) {
  const t = useTranslations("bookings.assign");
  const formats = useFormats();
  const { move } = useVisitWrites();
  const [problem, setProblem] = useState<unknown>(null);
  const [isSaving, setIsSaving] = useState(false);
  const assign = async () => {
    setIsSaving(true);
    setProblem(null);
    const assignments = assignmentsOf(people);
    const title =
      people.length === 0
        ? t("unassigned", { count: visits.length })
        : t("done", { count: visits.length, names: formats.list(people.map(({ name }) => name)) });
    try {
      await move(visits, () => ({ assignments }), title, reason.trim() || undefined);
      onClose();
    } catch (error) {
      setProblem(error);
      setIsSaving(false);
    }
  };
  return { assign, problem, isSaving };
}
