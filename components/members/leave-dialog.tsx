"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "use-intl/react";
import { ConfirmEffect } from "@/components/shared/confirm-effect";
import { useMember } from "@/components/shared/member";
import { useRefusal } from "@/components/shared/use-record-writes";
import { leaveOrganization } from "@/lib/organizations/client";

/** One's own way out. The next page is that of another company, or none. */
export function LeaveDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("members");
  const { organization } = useMember();
  const refuse = useRefusal();
  const leave = useMutation({
    mutationFn: () => leaveOrganization(organization.id),
    onSuccess: () => window.location.assign("/"),
    onError: (error) => refuse(t("notChanged"), error),
  });
  const name = organization.name;
  return (
    <ConfirmEffect
      open
      onOpenChange={onClose}
      title={t("leaveDialog.title", { name })}
      effect={t("leaveDialog.text")}
      confirm={t("leaveDialog.confirm", { name })}
      keep={t("leaveDialog.keep")}
      busy={leave.isPending}
      onConfirm={() => leave.mutate()}
    />
  );
}
