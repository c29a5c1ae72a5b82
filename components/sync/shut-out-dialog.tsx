"use client";

import { useTranslations } from "use-intl/react";
import { ConfirmEffect } from "@/components/shared/confirm-effect";
import type { Device } from "@/lib/devices/schema";
import { useShutOut } from "./use-device-writes";

/** Asked first: the phone stops at once, and its owner may stand in front of a customer with it. */
export function ShutOutDialog({ device, onClose }: { device: Device; onClose: () => void }) {
  const t = useTranslations("sync.phones");
  const name = device.user.name ?? t("somebody");
  const shutOut = useShutOut(device, onClose);
  return (
    <ConfirmEffect
      open
      onOpenChange={onClose}
      title={t("askTitle", { name, phone: device.name })}
      effect={t("askEffect", { name, count: device.unsent_count })}
      confirm={t("askConfirm")}
      keep={t("askKeep")}
      busy={shutOut.isPending}
      onConfirm={() => shutOut.mutate()}
    />
  );
}
