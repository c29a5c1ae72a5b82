"use client";

import { useId, useState } from "react";
import { useTranslations } from "use-intl/react";
import { FollowedOperation } from "@/components/batch-operations/operation-progress";
import { FormProblem } from "@/components/shared/error-card";
import { problemOf } from "@/components/shared/problem";
import { SkeletonLines } from "@/components/shared/skeleton";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import type { PersonPreview } from "@/lib/privacy/schema";
import { useCopy } from "./use-privacy-writes";

type ExportDialogProps = { preview: PersonPreview; name: string; onClose: () => void };

/** Asks why, begins, and stays until the archive can be fetched. */
export function ExportDialog({ preview, name, onClose }: ExportDialogProps) {
  const t = useTranslations("privacy");
  const shared = useTranslations("shared");
  const formId = useId();
  const [reason, setReason] = useState("");
  const copy = useCopy();
  const isReady = reason.trim() !== "";
  const send = () => {
    if (isReady && !copy.isPending) copy.mutate({ kind: preview.person.kind, id: preview.person.id, reason });
  };
  const begin = (
    <Button type="submit" form={formId} variant="primary" disabled={!isReady} busy={copy.isPending}>
      {t("export.confirm")}
    </Button>
  );
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t("export.title", { name })}
      closeLabel={shared("close")}
      footer={copy.data ? <Button onClick={onClose}>{shared("close")}</Button> : begin}
    >
      {copy.data ? (
        <div className="grid gap-4 pb-3">
          <p className="text-text-2">{t("export.begun")}</p>
          <FollowedOperation id={copy.data.id} fallback={<SkeletonLines lines={2} />} />
        </div>
      ) : (
        <ReasonForm id={formId} reason={reason} onReason={setReason} error={copy.error} onSend={send} />
      )}
    </Dialog>
  );
}

type ReasonFormProps = {
  id: string;
  reason: string;
  onReason: (reason: string) => void;
  error: Error | null;
  onSend: () => void;
};

function ReasonForm({ id, reason, onReason, error, onSend }: ReasonFormProps) {
  const t = useTranslations("privacy");
  const isNamed = error !== null && problemOf(error).code === "names_person";
  const send = (event: { preventDefault: () => void }) => {
    event.preventDefault();
    onSend();
  };
  return (
    <form id={id} noValidate onSubmit={send} className="grid gap-4 pb-3">
      <p className="text-text-2">{t("export.text")}</p>
      <FormProblem error={isNamed ? null : error} />
      <Field label={t("reason")} hint={t("reasonHint")} error={isNamed ? t("namesPerson") : null}>
        <Textarea
          rows={2}
          maxLength={500}
          value={reason}
          onChange={(event) => onReason(event.target.value)}
        />
      </Field>
    </form>
  );
}
