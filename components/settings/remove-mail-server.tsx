"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl/react";
import { ConfirmEffect } from "@/components/shared/confirm-effect";
import { FormProblem } from "@/components/shared/error-card";
import { holdAnswer } from "@/components/shared/record-cache";
import { useToast } from "@/components/ui/toast";
import { mailServerKeys, removeMailServer } from "@/lib/mail-servers/client";

/** Its password goes with it and is not to be had back. */
export function RemoveMailServer({ version, onClose }: { version: number; onClose: () => void }) {
  const t = useTranslations("mail-servers");
  const client = useQueryClient();
  const toast = useToast();
  const removal = useMutation({
    mutationFn: () => removeMailServer(version),
    onSuccess: async (left) => {
      await holdAnswer(client, mailServerKeys.all, left);
      toast.show({ title: t("remove.done"), tone: "success" });
      onClose();
    },
  });
  return (
    <ConfirmEffect
      open
      onOpenChange={onClose}
      title={t("remove.title")}
      effect={t("remove.effect")}
      confirm={t("remove.confirm")}
      keep={t("remove.keep")}
      busy={removal.isPending}
      onConfirm={() => removal.mutate()}
    >
      <FormProblem error={removal.error} />
    </ConfirmEffect>
  );
}
