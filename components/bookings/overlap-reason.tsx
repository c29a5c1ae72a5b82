"use client";

import { useTranslations } from "use-intl/react";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";

type OverlapReasonProps = { reason: string; onReason: (reason: string) => void };

/** Two visits on one person at one time are put there on purpose, and the purpose stays readable. */
export function OverlapReason({ reason, onReason }: OverlapReasonProps) {
  const t = useTranslations("bookings.check");
  return (
    <Field label={t("overlapLabel")} hint={t("overlapHint")}>
      <Textarea rows={2} value={reason} onChange={(event) => onReason(event.target.value)} />
    </Field>
  );
}
