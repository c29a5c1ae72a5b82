"use client";

import { useTranslations } from "use-intl/react";
import { useMember } from "@/components/shared/member";
import { VisitLinks } from "@/components/shared/visit-links";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { Resource, VisitAhead } from "@/lib/resources/schema";

type BlockedDialogProps = { resource: Resource; visits: readonly VisitAhead[] | null; onClose: () => void };

/** What did not happen, why, and what works now: the visits that somebody else has to take first. */
export function BlockedDialog({ resource, visits, onClose }: BlockedDialogProps) {
  const t = useTranslations("resources");
  const shared = useTranslations("shared");
  const { slug } = useMember().organization;
  return (
    <Dialog
      open={visits !== null}
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={t("blocked.title", { name: resource.name })}
      description={t("blocked.text", { count: visits?.length ?? 0 })}
      closeLabel={shared("close")}
      footer={<Button onClick={onClose}>{t("blocked.back")}</Button>}
    >
      <VisitLinks slug={slug} visits={visits ?? []} timeZone={resource.time_zone} />
    </Dialog>
  );
}
