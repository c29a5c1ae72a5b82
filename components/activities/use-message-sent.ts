"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl/react";
import { useUndo } from "@/components/shared/undo-toast";
import { useToast } from "@/components/ui/toast";
import { notificationKeys, withdrawNotification } from "@/lib/notifications/client";

/** What is written to a customer waits a while: until then it is taken back as if it had never been said. */
export function useMessageSent(name: string): (notificationId: string) => void {
  const t = useTranslations("activities.message");
  const client = useQueryClient();
  const offerUndo = useUndo();
  const toast = useToast();
  const refresh = () => void client.invalidateQueries({ queryKey: notificationKeys.all });
  const takeBack = async (id: string) => {
    try {
      await withdrawNotification(id);
      toast.show({ title: t("takenBack", { name }) });
    } catch {
      toast.show({ title: t("notTakenBack") });
    }
    refresh();
  };
  return (id) => {
    refresh();
    offerUndo({ title: t("written", { name }), description: t("hold"), undo: () => void takeBack(id) });
  };
}
