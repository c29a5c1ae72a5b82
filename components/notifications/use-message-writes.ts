"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl/react";
import { knownCode, problemOf } from "@/components/shared/problem";
import { useToast } from "@/components/ui/toast";
import { notificationKeys, retryNotification, withdrawNotification } from "@/lib/notifications/client";
import type { Notification } from "@/lib/notifications/schema";

/** What a person does with messages; whatever comes of it, the list is asked again. */
export function useMessageWrites() {
  const t = useTranslations("notifications");
  const shared = useTranslations("shared");
  const toast = useToast();
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: notificationKeys.all });
  const why = (error: unknown) => shared(`problems.${knownCode(problemOf(error))}`);
  const withdraw = useMutation({
    mutationFn: (message: Notification) => withdrawNotification(message.id),
    onSuccess: ({ event }) => toast.show({ title: t("stopped", { event: t(`event.${event}`) }) }),
    onError: (error) =>
      toast.show(
        problemOf(error).code === "message_left"
          ? { title: t("notStopped") }
          : { title: t("notSent"), description: why(error) },
      ),
    onSettled: refresh,
  });
  const retry = useMutation({
    mutationFn: (message: Notification) => retryNotification(message.id),
    onError: (error) => toast.show({ title: t("notRetried"), description: why(error) }),
    onSettled: refresh,
  });
  return { withdraw, retry };
}
