"use client";

import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { RadioCards } from "@/components/ui/radio-cards";
import type { BookingRecord, BookingStatus, BookingTransition } from "@/lib/bookings/schema";
import { ReasonField } from "@/components/shared/reason-field";
import { stepWord } from "./use-steps";
import type { Steps } from "./use-steps";
import { VisitProblem } from "./visit-problem";

const REASONS = {
  paused: ["parts", "break", "access"],
  no_show: ["nobodyThere", "refused", "wrongAddress"],
  incomplete: ["parts", "time", "access"],
  completed: [],
  on_site: ["forgotten", "callback"],
} as const;
type Outcome = "done" | "incomplete";

type StepDialogProps = { visit: BookingRecord; to: BookingStatus; steps: Steps };

/** A step that needs a reason, or that is easily taken by mistake: the effect is named before it happens. */
export function StepDialog({ visit, to, steps }: StepDialogProps) {
  const t = useTranslations("bookings");
  const shared = useTranslations("shared");
  const word = stepWord(visit.status, to);
  const state = useStep({ visit, to, steps });
  const name = visit.job.customer.display_name;
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : steps.close())}
      title={t(`step.${word}`)}
      description={t("stepEffect.general", { number: visit.number, name })}
      closeLabel={shared("close")}
      footer={
        <>
          <Button onClick={steps.close}>{t("stepKeep", { state: t(`state.${visit.status}`) })}</Button>
          <Button
            variant={to === "no_show" ? "danger" : "primary"}
            busy={state.isSaving}
            onClick={state.save}
          >
            {t(`step.${word}`)}
          </Button>
        </>
      }
    >
      <StepFields visit={visit} to={to} state={state} />
    </Dialog>
  );
}

type StepFieldsProps = { visit: BookingRecord; to: BookingStatus; state: ReturnType<typeof useStep> };

/** What the step does, what was done where it ends the visit, and why where a reason is kept. */
function StepFields({ visit, to, state }: StepFieldsProps) {
  const t = useTranslations("bookings");
  const kind = to === "completed" && state.outcome === "incomplete" ? "incomplete" : to;
  const proposals = kind in REASONS ? REASONS[kind as keyof typeof REASONS] : [];
  const name = visit.job.customer.display_name;
  return (
    <div className="grid gap-4">
      <VisitProblem error={state.problem} timeZone={visit.job.property.time_zone} />
      <p className="text-text-2">{t(`stepEffect.${kind === "incomplete" ? "completed" : kind}`, { name })}</p>
      {to === "completed" ? (
        <RadioCards<Outcome>
          aria-label={t("outcome.label")}
          value={state.outcome}
          onValueChange={state.setOutcome}
          options={[
            { value: "done", label: t("outcome.done"), hint: t("outcome.doneHint") },
            { value: "incomplete", label: t("outcome.incomplete"), hint: t("outcome.incompleteHint") },
          ]}
        />
      ) : null}
      {state.isReasonAsked ? (
        <ReasonField
          value={state.reason}
          onValueChange={state.setReason}
          proposals={proposals.map((each) => t(`stepReason.${each}`))}
          error={state.isMissing ? t("cancel.reasonNeeded") : null}
        />
      ) : null}
    </div>
  );
}

function useStep({ visit, to, steps }: StepDialogProps) {
  const [outcome, setOutcome] = useState<Outcome>("done");
  const [reason, setReason] = useState("");
  const [isMissing, setIsMissing] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const [isSaving, setIsSaving] = useState(false);
  const isNeeded =
    to === "completed"
      ? outcome === "incomplete"
      : visit.transitions.some((step) => step.to === to && step.needs_reason);
  const isReasonAsked = isNeeded || to === "on_site";
  const bodyOf = (text: string): BookingTransition => {
    if (to !== "completed") return { to, reason: text || undefined };
    return outcome === "done" ? { to, outcome } : { to, outcome, outcome_reason: text };
  };
  const save = async () => {
    const text = reason.trim();
    const isEmpty = isNeeded && text === "";
    setIsMissing(isEmpty);
    if (isEmpty) return;
    setIsSaving(true);
    setProblem(null);
    try {
      await steps.send(bodyOf(text));
      steps.close();
    } catch (error) {
      setProblem(error);
      setIsSaving(false);
    }
  };
  return {
    outcome,
    setOutcome,
    reason,
    setReason,
    isReasonAsked,
    isMissing,
    problem,
    isSaving,
    save: () => void save(),
  };
}
