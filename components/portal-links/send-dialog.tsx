"use client";

import { useTranslations } from "use-intl/react";
import { ConfirmEffect } from "@/components/shared/confirm-effect";
import type { LinkWrites } from "./use-link-writes";

type SendDialogProps = { name: string; email: string; writes: LinkWrites; onClose: () => void };

/** Asked, because it leaves the house at once. */
export function SendDialog({ name, email, writes, onClose }: SendDialogProps) {
  const t = useTranslations("portal-links");
  return (
    <ConfirmEffect
      open
      onOpenChange={onClose}
      tone="primary"
      title={t("sendTitle", { name })}
      effect={t("sendEffect", { email })}
      confirm={t("sendConfirm", { name })}
      keep={t("back")}
      busy={writes.busy === "send"}
      onConfirm={() => void writes.send(name).then((isDone) => (isDone ? onClose() : undefined))}
    />
  );
}
