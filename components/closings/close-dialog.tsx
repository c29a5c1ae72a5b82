"use client";

import { useMutation } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useTranslations } from "use-intl/react";
import { FormProblem } from "@/components/shared/error-card";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { closeOrganization } from "@/lib/closings/client";

type CloseDialogProps = { organization: { id: string; name: string }; onClose: () => void };

/** The name is typed, and the person proves once more that it is him: the server asks for it in place. */
export function CloseDialog({ organization: { id, name }, onClose }: CloseDialogProps) {
  const t = useTranslations("closings");
  const shared = useTranslations("shared");
  const formId = useId();
  const [typed, setTyped] = useState("");
  const [reason, setReason] = useState("");
  const closing = useMutation({
    mutationFn: () => closeOrganization(id, { name: typed, reason: reason.trim() || null }),
    // A new document: nothing of the closed organization stays on the screen.
    onSuccess: () => window.location.assign("/switch"),
  });
  const isReady = typed.trim() === name.trim();
  const isBusy = closing.isPending || closing.isSuccess;
  const send = (event: { preventDefault: () => void }) => {
    event.preventDefault();
    if (isReady && !isBusy) closing.mutate();
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t("confirm.title", { name })}
      closeLabel={shared("close")}
      footer={
        <>
          <Button onClick={onClose}>{t("confirm.keep")}</Button>
          <Button type="submit" form={formId} variant="danger" disabled={!isReady} busy={isBusy}>
            {t("confirm.close", { name })}
          </Button>
        </>
      }
    >
      <form id={formId} noValidate onSubmit={send} className="grid gap-4 pb-3">
        <FormProblem error={closing.error} />
        <Field label={t("confirm.reason")} hint={t("confirm.reasonHint")}>
          <Textarea
            rows={2}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </Field>
        <Field label={t("confirm.type", { name })}>
          <Input value={typed} onChange={(event) => setTyped(event.target.value)} autoComplete="off" />
        </Field>
      </form>
    </Dialog>
  );
}
