"use client";

import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { FormProblem } from "@/components/shared/error-card";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { Feedback } from "@/lib/feedback/schema";
import { useModeration } from "./use-feedback-writes";
import { useCustomerName } from "./use-name";

/** Taken out of sight and out of the averages; the words stay, and the reason stands beside them. */
export function HideDialog({ feedback, onClose }: { feedback: Feedback; onClose: () => void }) {
  const t = useTranslations("feedback");
  const name = useCustomerName(feedback);
  const { hide, isBusy } = useModeration(feedback);
  const [reason, setReason] = useState("");
  const [isMissing, setIsMissing] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const save = async () => {
    const words = reason.trim();
    setIsMissing(words === "");
    if (words === "") return;
    const error = await hide(words);
    if (error) setProblem(error);
    else onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={t("hideTitle", { name })}
      description={t("hideEffect")}
      closeLabel={t("back")}
      size="sm"
      footer={
        <>
          <Button onClick={onClose}>{t("keepShown")}</Button>
          <Button variant="danger" busy={isBusy} onClick={() => void save()}>
            {t("doHide")}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <FormProblem error={problem} />
        <Field label={t("reason")} hint={t("reasonHint")} error={isMissing ? t("reasonNeeded") : null}>
          <Input value={reason} maxLength={500} onChange={({ target }) => setReason(target.value)} />
        </Field>
      </div>
    </Dialog>
  );
}
