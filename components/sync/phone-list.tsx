"use client";

import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { useCan } from "@/components/shared/member";
import { Age } from "@/components/shared/when";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import type { Device } from "@/lib/devices/schema";
import { ShutOutDialog } from "./shut-out-dialog";
import { useLetIn } from "./use-device-writes";

/** A clock that is this far off makes times of day wrong in a way people notice. */
const CLOCK_OFF_MS = 60_000;

/**
 * Those with unsent work first, the oldest on top: that is where something may be lost with the phone. Those that were
 * shut out stand last.
 */
function inOrder(devices: readonly Device[]): Device[] {
  const place = ({ unsent_count, oldest_unsent_at, last_seen_at, revoked_at }: Device) => {
    if (revoked_at) return "2";
    return unsent_count > 0 ? `0 ${oldest_unsent_at ?? last_seen_at}` : "1";
  };
  return devices.toSorted((left, right) => {
    const byWork = place(left).localeCompare(place(right));
    return byWork === 0 ? right.last_seen_at.localeCompare(left.last_seen_at) : byWork;
  });
}

export function PhoneList({ devices }: { devices: readonly Device[] }) {
  const t = useTranslations("sync.phones");
  const mayShutOut = useCan()("update", "devices");
  const [asked, setAsked] = useState<Device | null>(null);
  if (devices.length === 0) return <p className="text-text-2">{t("none")}</p>;
  return (
    <>
      <ul className="grid">
        {inOrder(devices).map((device) => (
          <li
            key={device.id}
            className="flex flex-wrap items-center gap-x-3 gap-y-0.5 edge-b py-2 last:border-b-0"
          >
            <span className="font-medium">{device.user.name ?? t("somebody")}</span>
            <span className="text-text-2">{device.name}</span>
            <span className="flex min-w-0 flex-1 flex-wrap gap-2">
              <DeviceState device={device} />
            </span>
            <span className="text-13 text-text-3">
              {t("seen")} <Age at={device.last_seen_at} />
              {device.app_version ? `, ${t("version", { version: device.app_version })}` : null}
            </span>
            {mayShutOut ? <Access device={device} onShutOut={() => setAsked(device)} /> : null}
            {device.unsent_count > 0 && device.oldest_unsent_at ? (
              <span className="w-full text-13 text-text-3">
                {t("since")} <Age at={device.oldest_unsent_at} />
              </span>
            ) : null}
          </li>
        ))}
      </ul>
      {asked ? <ShutOutDialog device={asked} onClose={() => setAsked(null)} /> : null}
    </>
  );
}

function DeviceState({ device }: { device: Device }) {
  const t = useTranslations("sync.phones");
  const offMin = Math.round(Math.abs(device.clock_offset_ms) / 60_000);
  return (
    <>
      {device.revoked_at ? <Badge tone="danger">{t("shutOut")}</Badge> : null}
      {device.unsent_count > 0 ? (
        <Badge tone="warning">{t("unsent", { count: device.unsent_count })}</Badge>
      ) : device.revoked_at ? null : (
        <span className="text-13 text-text-3">{t("upToDate")}</span>
      )}
      {Math.abs(device.clock_offset_ms) > CLOCK_OFF_MS ? (
        <Badge tone="warning">{t("clock", { minutes: offMin })}</Badge>
      ) : null}
    </>
  );
}

function Access({ device, onShutOut }: { device: Device; onShutOut: () => void }) {
  const t = useTranslations("sync.phones");
  const letIn = useLetIn(device);
  const name = device.user.name ?? t("somebody");
  return device.revoked_at ? (
    <Button
      size="sm"
      busy={letIn.isPending}
      aria-label={t("letInOf", { name, phone: device.name })}
      onClick={() => letIn.mutate()}
    >
      {t("letIn")}
    </Button>
  ) : (
    <Button
      size="sm"
      variant="ghost"
      aria-label={t("shutOutOf", { name, phone: device.name })}
      onClick={onShutOut}
    >
      {t("doShutOut")}
    </Button>
  );
}
