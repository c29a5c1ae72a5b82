"use client";

import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { ConfirmEffect } from "@/components/shared/confirm-effect";
import { useToast } from "@/components/ui/toast";
import { cancelBookings } from "@/lib/bookings/client";
import type { Booking } from "@/lib/bookings/schema";
import { useFormats } from "@/lib/i18n/client";
import { ReasonField } from "@/components/shared/reason-field";
import { useStoreVisits } from "./use-visit-writes";
import { useVisitWords } from "./use-visit-words";
import { VisitLines } from "./visit-lines";
import { VisitProblem } from "./visit-problem";

type CancelDialogProps = { visits: readonly Booking[]; onClose: () => void };

const REASONS = ["customer", "weather", "sick", "doubled"] as const;

/** A customer stops expecting somebody: asked once, with a reason, naming who is affected. */
export function CancelDialog(props: CancelDialogProps) {
  const { onClose } = props;
  const [visits] = useState(props.visits);
  const t = useTranslations("bookings.cancel");
  const { cancel, reason, setReason, isMissing, problem, isSaving } = useCancel(visits, onClose);
  const names = useNames(visits);
  const words = useVisitWords();
  const only = visits.length === 1 ? visits[0] : undefined;
  return (
    <ConfirmEffect
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={only ? t("title", { name: names }) : t("titleMany", { count: visits.length })}
      effect={
        only
          ? t("effect", { name: names, when: words.when(only), people: words.people(only.assignments) })
          : t("effectMany", { count: visits.length })
      }
      confirm={t("confirm", { count: visits.length })}
      keep={t("keep", { count: visits.length })}
      busy={isSaving}
      onConfirm={() => void cancel()}
    >
      <div className="grid gap-4">
        <VisitProblem error={problem} timeZone="UTC" />
        {only ? null : <VisitLines visits={visits} />}
        <ReasonField
          value={reason}
          onValueChange={setReason}
          proposals={REASONS.map((word) => t(`reasons.${word}`))}
          error={isMissing ? t("reasonNeeded") : null}
        />
      </div>
    </ConfirmEffect>
  );
}

function useNames(visits: readonly Booking[]): string {
  const formats = useFormats();
  return formats.list([...new Set(visits.map((visit) => visit.job.customer.display_name))]);
}

function useCancel(visits: readonly Booking[], onClose: () => void) {
  const t = useTranslations("bookings.cancel");
  const toast = useToast();
  const store = useStoreVisits();
  const [reason, setReason] = useState("");
  const [isMissing, setIsMissing] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const [isSaving, setIsSaving] = useState(false);
  const cancel = async () => {
    const text = reason.trim();
    setIsMissing(text === "");
    if (text === "") return;
    setIsSaving(true);
    setProblem(null);
    try {
      store(
        await cancelBookings({ bookings: visits.map(({ id, version }) => ({ id, version })), reason: text }),
      );
      toast.show({ title: t("done", { count: visits.length }), tone: "success" });
      onClose();
    } catch (error) {
      setProblem(error);
      setIsSaving(false);
    }
  };
  return { cancel, reason, setReason, isMissing, problem, isSaving };
}
