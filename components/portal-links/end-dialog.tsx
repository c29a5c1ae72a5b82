"use client";

import { useTranslations } from "use-intl/react";
import { ConfirmEffect } from "@/components/shared/confirm-effect";
import type { PortalLink } from "@/lib/portal-links/schema";
import type { LinkWrites } from "./use-link-writes";

type EndDialogProps = { name: string; link: PortalLink; writes: LinkWrites; onClose: () => void };

export function EndDialog({ name, link, writes, onClose }: EndDialogProps) {
  const t = useTranslations("portal-links");
  return (
    <ConfirmEffect
      open
      onOpenChange={onClose}
      title={t("endTitle", { name })}
      effect={t("endEffect", { name })}
      confirm={t("endConfirm")}
      keep={t("endKeep")}
      busy={writes.busy === "end"}
      onConfirm={() => void writes.end(link).then((isDone) => (isDone ? onClose() : undefined))}
    />
  );
}
