"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl/react";
import { useRefusal } from "@/components/shared/use-record-writes";
import { deviceKeys, restoreDevice, revokeDevice } from "@/lib/devices/client";
import type { Device } from "@/lib/devices/schema";

export function useShutOut({ id, name }: Device, onDone: () => void) {
  const t = useTranslations("sync.phones");
  const client = useQueryClient();
  const refuse = useRefusal();
  return useMutation({
    mutationFn: () => revokeDevice(id),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: deviceKeys.all });
      onDone();
    },
    onError: (error) => refuse(t("notShutOut", { phone: name }), error),
  });
}

export function useLetIn({ id, name }: Device) {
  const t = useTranslations("sync.phones");
  const client = useQueryClient();
  const refuse = useRefusal();
  return useMutation({
    mutationFn: () => restoreDevice(id),
    onSuccess: () => client.invalidateQueries({ queryKey: deviceKeys.all }),
    onError: (error) => refuse(t("notLetIn", { phone: name }), error),
  });
}
