"use client";

import { useId, useState } from "react";
import { useTranslations } from "use-intl/react";
import { FormProblem } from "@/components/shared/error-card";
import { problemOf } from "@/components/shared/problem";
import { When } from "@/components/shared/when";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import type { PersonPreview } from "@/lib/privacy/schema";
import { useErasure } from "./use-privacy-writes";

type EraseDialogProps = { preview: PersonPreview; name: string; onClose: () => void };

/** Nothing brings an erased person back, so the name is typed. */
export function EraseDialog({ preview, name, onClose }: EraseDialogProps) {
  const t = useTranslations("privacy");
  const shared = useTranslations("shared");
  const formId = useId();
  const [reason, setReason] = useState("");
  const [typed, setTyped] = useState("");
  const [keepsReports, setKeepsReports] = useState(true);
  const erasure = useErasure(onClose);
  const isReady = reason.trim() !== "" && typed.trim() === name.trim();
  const isNamed = erasure.error !== null && problemOf(erasure.error).code === "names_person";
  const send = (event: { preventDefault: () => void }) => {
    event.preventDefault();
    if (!isReady || erasure.isPending) return;
    const { kind, id } = preview.person;
    erasure.mutate({ kind, id, reason, keep_signed_reports: keepsReports });
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t("erase.title", { name })}
      closeLabel={shared("close")}
      footer={
        <>
          <Button onClick={onClose}>{t("erase.keep", { name })}</Button>
          <Button type="submit" form={formId} variant="danger" disabled={!isReady} busy={erasure.isPending}>
            {t("erase.confirm", { name })}
          </Button>
        </>
      }
    >
      <form id={formId} noValidate onSubmit={send} className="grid gap-4 pb-3">
        <p className="text-text-2">{t("erase.text")}</p>
        <FormProblem error={isNamed ? null : erasure.error} />
        <KeepReports reports={preview.signed_reports} checked={keepsReports} onChange={setKeepsReports} />
        <Field label={t("reason")} hint={t("reasonHint")} error={isNamed ? t("namesPerson") : null}>
          <Textarea
            rows={2}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </Field>
        <Field label={t("erase.type", { name })}>
          <Input value={typed} onChange={(event) => setTyped(event.target.value)} autoComplete="off" />
        </Field>
      </form>
    </Dialog>
  );
}

type KeepReportsProps = {
  reports: PersonPreview["signed_reports"];
  checked: boolean;
  onChange: (checked: boolean) => void;
};

function KeepReports({ reports, checked, onChange }: KeepReportsProps) {
  const t = useTranslations("privacy");
  if (reports.count === 0) return null;
  return (
    <Checkbox
      checked={checked}
      onCheckedChange={onChange}
      hint={t.rich("erase.keepReportsHint", { time: () => <When at={reports.until} show="day" /> })}
    >
      {t("erase.keepReports", { count: reports.count })}
    </Checkbox>
  );
}
