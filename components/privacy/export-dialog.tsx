"use client";

import { useId, useState } from "react";
import { useTranslations } from "use-intl/react";
import { FormProblem } from "@/components/shared/error-card";
import { problemOf } from "@/components/shared/problem";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import type { PersonPreview } from "@/lib/privacy/schema";
import { useExport } from "./use-privacy-writes";

type ExportDialogProps = { preview: PersonPreview; name: string; onClose: () => void };

export function ExportDialog({ preview, name, onClose }: ExportDialogProps) {
  const t = useTranslations("privacy");
  const shared = useTranslations("shared");
  const formId = useId();
  const [reason, setReason] = useState("");
  const copy = useExport(onClose);
  const isNamed = copy.error !== null && problemOf(copy.error).code === "names_person";
  const send = (event: { preventDefault: () => void }) => {
    event.preventDefault();
    if (reason.trim() === "" || copy.isPending) return;
    copy.mutate({ kind: preview.person.kind, id: preview.person.id, reason });
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t("export.title", { name })}
      closeLabel={shared("close")}
      footer={
        <Button
          type="submit"
          form={formId}
          variant="primary"
          disabled={reason.trim() === ""}
          busy={copy.isPending}
        >
          {t("export.confirm")}
        </Button>
      }
    >
      <form id={formId} noValidate onSubmit={send} className="grid gap-4 pb-3">
        <p className="text-text-2">{t("export.text")}</p>
        <FormProblem error={isNamed ? null : copy.error} />
        <Field label={t("reason")} hint={t("reasonHint")} error={isNamed ? t("namesPerson") : null}>
          <Textarea
            rows={2}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </Field>
      </form>
    </Dialog>
  );
}
