"use client";

import { useState } from "react";
import { useTranslations } from "use-intl/react";
import type { ReactNode } from "react";
import { Dialog } from "@/components/ui/dialog";
import { Textarea } from "@/components/ui/textarea";
import { BigField } from "./big-field";
import { BigButton } from "./big-button";
import { Chips } from "./chips";
import { useTyped } from "./use-typed";

type ReasonDialogProps = {
  /** Names the draft, so that a reason half written is still there after a call. */
  draftKey: string;
  title: string;
  description: string;
  label: string;
  reasons: readonly string[];
  save: string;
  isDanger?: boolean;
  isBusy: boolean;
  onSave: (reason: string) => Promise<boolean>;
  onClose: () => void;
  children?: ReactNode;
};

/** Why: a chip is enough, words of one's own go before it. */
export function ReasonDialog(props: ReasonDialogProps) {
  const { title, description, label, reasons, save, isDanger, isBusy, onSave, onClose, children } = props;
  const t = useTranslations("field.reason");
  const shared = useTranslations("shared");
  const typed = useTyped(props.draftKey);
  const [isMissing, setIsMissing] = useState(false);
  const variant = isDanger ? "danger" : "primary";
  const send = async () => {
    const reason = typed.value.trim();
    setIsMissing(reason === "");
    if (reason === "" || !(await onSave(reason))) return;
    typed.forget();
    onClose();
  };
  return (
    <Dialog
      open
      size="md"
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={title}
      description={description}
      closeLabel={shared("close")}
      footer={
        <BigButton height="primary" variant={variant} busy={isBusy} onClick={() => void send()}>
          {save}
        </BigButton>
      }
    >
      <div className="grid gap-4">
        <Chips
          label={label}
          options={reasons.map((reason) => ({ value: reason, label: reason }))}
          value={typed.value}
          onValueChange={typed.type}
        />
        <BigField label={t("own")} error={isMissing ? t("needed") : null}>
          <Textarea
            rows={2}
            value={typed.value}
            onChange={(event) => typed.type(event.target.value)}
            className="text-18"
          />
        </BigField>
        {children}
      </div>
    </Dialog>
  );
}
