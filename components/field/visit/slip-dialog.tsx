"use client";

import { useTranslations } from "use-intl/react";
import { Dialog } from "@/components/ui/dialog";
import type { Visit } from "@/lib/sync/schema";
import { BigButton } from "./big-button";
import type { Slip } from "./rules";
import { useDistance } from "./use-distance";

type SlipDialogProps = {
  visit: Visit;
  slip: Slip;
  to: "on_site" | "completed";
  onTake: () => void;
  onClose: () => void;
};

/** Asked once: a step has no casual way back, and this one looks like a slip of the thumb. */
export function SlipDialog({ visit, slip, to, onTake, onClose }: SlipDialogProps) {
  const t = useTranslations("field.slip");
  const shared = useTranslations("shared");
  const distance = useDistance();
  const { line1, country } = visit.property;
  const title =
    slip.kind === "far"
      ? t("far", { distance: distance(slip.metres, country), place: line1 })
      : t("short", { count: slip.minutes });
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={title}
      description={t(slip.kind === "far" ? "farText" : "shortText", { name: visit.customer.display_name })}
      closeLabel={shared("close")}
      footer={
        <>
          <BigButton onClick={onClose}>{t(to === "on_site" ? "notYet" : "keepWorking")}</BigButton>
          <BigButton variant="primary" onClick={onTake}>
            {t(to === "on_site" ? "here" : "complete")}
          </BigButton>
        </>
      }
    />
  );
}
