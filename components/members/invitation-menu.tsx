"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Ellipsis, MailX, Send } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { ConfirmEffect } from "@/components/shared/confirm-effect";
import { useCan } from "@/components/shared/member";
import { useRefusal } from "@/components/shared/use-record-writes";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/menu";
import { useToast } from "@/components/ui/toast";
import { invitationKeys, resendInvitation, revokeInvitation } from "@/lib/invitations/client";
import { canResend, canRevoke } from "@/lib/invitations/rules";
import type { Invitation } from "@/lib/invitations/schema";

function useInvitationWrites(invitation: Invitation, onDone: () => void) {
  const t = useTranslations("members");
  const client = useQueryClient();
  const toast = useToast();
  const refuse = useRefusal();
  const { id, email, version } = invitation;
  const refresh = () => client.invalidateQueries({ queryKey: invitationKeys.all });
  const resend = useMutation({
    mutationFn: () => resendInvitation(id),
    onSuccess: () => toast.show({ title: t("inviteForm.resent", { email }), tone: "success" }),
    onError: (error) => refuse(t("notSent"), error),
    onSettled: refresh,
  });
  const revoke = useMutation({
    mutationFn: () => revokeInvitation(id, version),
    onSuccess: () => {
      toast.show({ title: t("revokeDialog.done", { email }), tone: "success" });
      onDone();
    },
    onError: (error) => refuse(t("notChanged"), error),
    onSettled: refresh,
  });
  return { resend, revoke };
}

/** The link itself is nowhere to be copied: only its hash is kept. A fresh mail brings a fresh one. */
export function InvitationMenu({ invitation }: { invitation: Invitation }) {
  const t = useTranslations("members");
  const may = useCan();
  const [isAsked, setIsAsked] = useState(false);
  const { resend, revoke } = useInvitationWrites(invitation, () => setIsAsked(false));
  const { email } = invitation;
  const mayResend = may("update", "invitations") && canResend(invitation);
  const mayRevoke = may("delete", "invitations") && canRevoke(invitation);
  if (!mayResend && !mayRevoke) return null;
  return (
    <>
      <Menu
        className="max-w-72"
        trigger={
          <IconButton label={t("actions", { name: email })} size="sm" className="focus-inset">
            <Ellipsis aria-hidden />
          </IconButton>
        }
      >
        {mayResend ? (
          <>
            <MenuItem icon={<Send aria-hidden />} onSelect={() => resend.mutate()}>
              {t("resend")}
            </MenuItem>
            <p className="px-2 pb-1.5 text-13 text-text-3">{t("linkHint")}</p>
          </>
        ) : null}
        {mayRevoke ? (
          <>
            <MenuSeparator />
            <MenuItem icon={<MailX aria-hidden />} danger onSelect={() => setIsAsked(true)}>
              {t("revoke")}
            </MenuItem>
          </>
        ) : null}
      </Menu>
      <ConfirmEffect
        open={isAsked}
        onOpenChange={setIsAsked}
        title={t("revokeDialog.title", { email })}
        effect={t("revokeDialog.text", { email })}
        confirm={t("revokeDialog.confirm")}
        keep={t("revokeDialog.keep")}
        busy={revoke.isPending}
        onConfirm={() => revoke.mutate()}
      />
    </>
  );
}
