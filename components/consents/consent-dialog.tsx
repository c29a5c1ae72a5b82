"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useTranslations } from "use-intl/react";
import { FormProblem } from "@/components/shared/error-card";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { consentKeys, createConsent } from "@/lib/consents/client";
import { CONSENT_PURPOSES, CONSENT_SOURCES } from "@/lib/consents/rules";
import type { ConsentPurpose, ConsentSource } from "@/lib/consents/rules";
import type { ConsentCreate } from "@/lib/consents/schema";
import { customerKeys } from "@/lib/customers/client";
import { historyKeys } from "@/lib/history/client";

type ConsentDialogProps = { customerId: string; onClose: () => void };

/** What the customer said just now. A line that is wrong is answered by another, as on paper. */
export function ConsentDialog({ customerId, onClose }: ConsentDialogProps) {
  const t = useTranslations("consents");
  const shared = useTranslations("shared");
  const formId = useId();
  const [purpose, setPurpose] = useState<ConsentPurpose>("photos");
  const [source, setSource] = useState<ConsentSource>("phone");
  const [isWithdrawn, setIsWithdrawn] = useState(false);
  const [note, setNote] = useState("");
  const writing = useConsentWriting(customerId, onClose);
  const send = (event: { preventDefault: () => void }) => {
    event.preventDefault();
    if (writing.isPending) return;
    writing.mutate({ purpose, source, is_given: !isWithdrawn, note: note.trim() || null });
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t("dialog.title")}
      closeLabel={shared("close")}
      footer={
        <Button type="submit" form={formId} variant="primary" busy={writing.isPending}>
          {t("dialog.save")}
        </Button>
      }
    >
      <form id={formId} noValidate onSubmit={send} className="grid gap-4 pb-3">
        <FormProblem error={writing.error} />
        <Choices purpose={purpose} setPurpose={setPurpose} source={source} setSource={setSource} />
        <Checkbox checked={isWithdrawn} onCheckedChange={setIsWithdrawn}>
          {t("dialog.withdrawn")}
        </Checkbox>
        <Field label={t("dialog.note")}>
          <Textarea
            rows={2}
            maxLength={1000}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        </Field>
      </form>
    </Dialog>
  );
}

/** The switch for messages and the history follow what was said. */
function useConsentWriting(customerId: string, onWritten: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: ConsentCreate) => createConsent(customerId, body),
    onSuccess: async () => {
      onWritten();
      const keys = [
        consentKeys.ofCustomer(customerId),
        customerKeys.record(customerId),
        historyKeys.record("customers", customerId),
      ];
      await Promise.all(keys.map((queryKey) => client.invalidateQueries({ queryKey })));
    },
  });
}

type ChoicesProps = {
  purpose: ConsentPurpose;
  setPurpose: (purpose: ConsentPurpose) => void;
  source: ConsentSource;
  setSource: (source: ConsentSource) => void;
};

function Choices({ purpose, setPurpose, source, setSource }: ChoicesProps) {
  const t = useTranslations("consents");
  return (
    <>
      <Field label={t("dialog.purpose")}>
        <Select
          value={purpose}
          onValueChange={setPurpose}
          options={CONSENT_PURPOSES.map((value) => ({ value, label: t(`purpose.${value}`) }))}
        />
      </Field>
      <Field label={t("dialog.source")}>
        <Select
          value={source}
          onValueChange={setSource}
          options={CONSENT_SOURCES.map((value) => ({ value, label: t(`source.${value}`) }))}
        />
      </Field>
    </>
  );
}
