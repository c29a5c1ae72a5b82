"use client";

import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { ConfirmEffect } from "@/components/shared/confirm-effect";
import { FormProblem } from "@/components/shared/error-card";
import { ReasonField } from "@/components/shared/reason-field";
import { useToast } from "@/components/ui/toast";
import { decideBookingRequest } from "@/lib/booking-requests/client";
import type { BookingRequest } from "@/lib/booking-requests/schema";
import { usePlan } from "./use-plan";

const REASONS = ["area", "work", "full", "doubled"] as const;

type DeclineDialogProps = {
  requests: readonly BookingRequest[];
  onDone: (id: string) => void;
  onClose: () => void;
};

/** Somebody asked and gets no visit: said once, with a reason, naming who it is. */
export function DeclineDialog({ requests, onDone, onClose }: DeclineDialogProps) {
  const t = useTranslations("booking-requests.decline");
  const state = useDecline({ requests, onDone, onClose });
  const [first] = requests;
  const name = first?.customer?.display_name ?? first?.name ?? first?.number ?? "";
  const count = requests.length;
  return (
    <ConfirmEffect
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={t("title", { count, name })}
      effect={t("effect", { count, name })}
      confirm={t("confirm", { count })}
      keep={t("keep", { count })}
      busy={state.isSaving}
      onConfirm={state.save}
    >
      <div className="grid gap-4">
        <FormProblem error={state.problem} />
        <ReasonField
          value={state.reason}
          onValueChange={state.setReason}
          proposals={REASONS.map((word) => t(`reason.${word}`))}
          error={state.isMissing ? t("reasonNeeded") : null}
        />
      </div>
    </ConfirmEffect>
  );
}

function useDecline({ requests, onDone, onClose }: DeclineDialogProps) {
  const t = useTranslations("booking-requests.decline");
  const toast = useToast();
  const { refresh } = usePlan();
  const [reason, setReason] = useState("");
  const [isMissing, setIsMissing] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const [isSaving, setIsSaving] = useState(false);
  const save = async () => {
    const text = reason.trim();
    setIsMissing(text === "");
    if (text === "" || isSaving) return;
    setIsSaving(true);
    setProblem(null);
    try {
      for (const { id, version } of requests) {
        await decideBookingRequest(id, version, { decision: "decline", reason: text });
        onDone(id);
      }
      toast.show({ title: t("done", { count: requests.length }), tone: "success" });
      onClose();
    } catch (error) {
      setProblem(error);
      setIsSaving(false);
    }
    refresh();
  };
  return { reason, setReason, isMissing, problem, isSaving, save: () => void save() };
}
