"use client";

import { useTranslations } from "use-intl/react";
import { ConfirmEffect } from "@/components/shared/confirm-effect";
import type { OrganizationMember } from "@/lib/members/schema";
import { memberName } from "./member-name";
import { useMemberRemoval } from "./use-member-writes";

export function RemoveDialog({ member, onClose }: { member: OrganizationMember; onClose: () => void }) {
  const t = useTranslations("members");
  const name = memberName(member) ?? t("former");
  const removal = useMemberRemoval(member, onClose);
  return (
    <ConfirmEffect
      open
      onOpenChange={onClose}
      title={t("removeDialog.title", { name })}
      effect={t("removeDialog.text", { name })}
      confirm={t("removeDialog.confirm", { name })}
      keep={t("removeDialog.keep", { name })}
      busy={removal.isPending}
      onConfirm={() => removal.mutate()}
    />
  );
}
