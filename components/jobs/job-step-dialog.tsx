"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { ConfirmEffect } from "@/components/shared/confirm-effect";
import { FormProblem } from "@/components/shared/error-card";
import { problemOf } from "@/components/shared/problem";
import { ReasonField } from "@/components/shared/reason-field";
import { useStoreRecord } from "@/components/shared/use-record-writes";
import { bookingKeys } from "@/lib/bookings/client";
import { jobKeys, transitionJob } from "@/lib/jobs/client";
import type { Job } from "@/lib/jobs/schema";

const REASONS = {
  on_hold: ["parts", "customer", "approval"],
  cancelled: ["notWanted", "elsewhere", "doubled"],
} as const;

type JobStepDialogProps = { job: Job; to: keyof typeof REASONS; onClose: () => void };

/** Put on hold or called off: the reason stays with the job, and what it does to its visits is said before. */
export function JobStepDialog({ job, to, onClose }: JobStepDialogProps) {
  const t = useTranslations("jobs.step");
  const state = useJobStep({ job, to, onClose });
  const ahead = job.visits.total - job.visits.over;
  return (
    <ConfirmEffect
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={t(`${to}.title`, { number: job.number })}
      effect={t(`${to}.effect`, { count: ahead, name: job.customer.display_name })}
      confirm={t(`${to}.confirm`)}
      keep={t(`${to}.keep`)}
      tone={to === "cancelled" ? "danger" : "primary"}
      busy={state.isSaving}
      onConfirm={state.save}
    >
      <div className="grid gap-4">
        {problemOf(state.problem).code === "visit_under_way" ? (
          <p role="alert" className="rounded-control bg-danger-tint px-3 py-2 text-danger">
            {t("underWay")}
          </p>
        ) : (
          <FormProblem error={state.problem} />
        )}
        <ReasonField
          value={state.reason}
          onValueChange={state.setReason}
          proposals={REASONS[to].map((word) => t(`reason.${word}`))}
          error={state.isMissing ? t("reasonNeeded") : null}
        />
      </div>
    </ConfirmEffect>
  );
}

function useJobStep({ job, to, onClose }: JobStepDialogProps) {
  const client = useQueryClient();
  const store = useStoreRecord<Job>(jobKeys);
  const [reason, setReason] = useState("");
  const [isMissing, setIsMissing] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const [isSaving, setIsSaving] = useState(false);
  const save = async () => {
    const text = reason.trim();
    setIsMissing(text === "");
    if (text === "") return;
    setIsSaving(true);
    setProblem(null);
    try {
      store(await transitionJob(job.id, job.version, { to, reason: text }));
      void client.invalidateQueries({ queryKey: bookingKeys.all });
      onClose();
    } catch (error) {
      setProblem(error);
      setIsSaving(false);
    }
  };
  return { reason, setReason, isMissing, problem, isSaving, save: () => void save() };
}
