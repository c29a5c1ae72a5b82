"use client";

import { useTranslations } from "use-intl/react";
import { ConfirmEffect } from "@/components/shared/confirm-effect";
import type { OrganizationMember } from "@/lib/members/schema";
import { memberName } from "./member-name";
import { useMemberChange } from "./use-member-writes";

export function SuspendDialog({ member, onClose }: { member: OrganizationMember; onClose: () => void }) {
  const t = useTranslations("members");
  const name = memberName(member) ?? t("former");
  const change = useMemberChange(member, onClose);
  return (
    <ConfirmEffect
      open
      onOpenChange={onClose}
      title={t("suspendDialog.title", { name })}
      effect={t("suspendDialog.text", { name })}
      confirm={t("suspendDialog.confirm", { name })}
      keep={t("suspendDialog.keep")}
      busy={change.isPending}
      onConfirm={() =>
        change.mutate({ changes: { status: "suspended" }, done: t("suspendDialog.done", { name }) })
      }
    />
  );
}
