"use client";

import { X } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { FormProblem } from "@/components/shared/error-card";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Progress } from "@/components/ui/progress";
import type { Sending } from "./use-uploads";

type SendingLineProps = {
  sending: Sending;
  onRetry: (sending: Sending) => void;
  onDismiss: (id: string) => void;
};

/** A file on its way: how far it is, or why it did not go and what can be done. */
export function SendingLine({ sending, onRetry, onDismiss }: SendingLineProps) {
  const t = useTranslations("attachments");
  const { id, bytes, share, refused, error } = sending;
  const hasStopped = refused !== null || error !== null;
  return (
    <li className="flex items-center gap-3">
      <div className="min-w-0 flex-1" aria-live="polite">
        {hasStopped ? (
          <>
            <p className="truncate font-medium">{bytes.name}</p>
            {refused ? (
              <p className="text-13 text-danger">{t(`refused.${refused}`)}</p>
            ) : (
              <FormProblem error={error} />
            )}
          </>
        ) : (
          <Progress value={Math.round(share * 100)} label={bytes.name} />
        )}
      </div>
      {error && !refused ? (
        <Button size="sm" onClick={() => onRetry(sending)}>
          {t("again")}
        </Button>
      ) : null}
      {hasStopped ? (
        <IconButton label={t("dismiss", { name: bytes.name })} onClick={() => onDismiss(id)}>
          <X aria-hidden />
        </IconButton>
      ) : null}
    </li>
  );
}
