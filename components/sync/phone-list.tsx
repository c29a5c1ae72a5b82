"use client";

import { useTranslations } from "use-intl/react";
import { Age } from "@/components/shared/when";
import { Badge } from "@/components/ui/badge";
import type { Device } from "@/lib/devices/schema";

/** A clock that is this far off makes times of day wrong in a way people notice. */
const CLOCK_OFF_MS = 60_000;

/** Those with unsent work first, the oldest on top: that is where something may be lost with the phone. */
function inOrder(devices: readonly Device[]): Device[] {
  const since = ({ unsent_count, oldest_unsent_at, last_seen_at }: Device) =>
    unsent_count > 0 ? `0 ${oldest_unsent_at ?? last_seen_at}` : "1";
  return devices
    .filter(({ revoked_at }) => revoked_at === null)
    .toSorted((left, right) => {
      const byWork = since(left).localeCompare(since(right));
      return byWork === 0 ? right.last_seen_at.localeCompare(left.last_seen_at) : byWork;
    });
}

export function PhoneList({ devices }: { devices: readonly Device[] }) {
  const t = useTranslations("sync.phones");
  const shown = inOrder(devices);
  if (shown.length === 0) return <p className="text-text-2">{t("none")}</p>;
  return (
    <ul className="grid">
      {shown.map((device) => (
        <li
          key={device.id}
          className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 edge-b py-2 last:border-b-0"
        >
          <span className="font-medium">{device.user.name ?? t("somebody")}</span>
          <span className="text-text-2">{device.name}</span>
          <span className="flex min-w-0 flex-1 flex-wrap gap-2">
            {device.unsent_count > 0 ? (
              <Badge tone="warning">{t("unsent", { count: device.unsent_count })}</Badge>
            ) : (
              <span className="text-13 text-text-3">{t("upToDate")}</span>
            )}
            {Math.abs(device.clock_offset_ms) > CLOCK_OFF_MS ? (
              <Badge tone="warning">
                {t("clock", { minutes: Math.round(Math.abs(device.clock_offset_ms) / 60_000) })}
              </Badge>
            ) : null}
          </span>
          <span className="text-13 text-text-3">
            {t("seen")} <Age at={device.last_seen_at} />
            {device.app_version ? `, ${t("version", { version: device.app_version })}` : null}
          </span>
          {device.unsent_count > 0 && device.oldest_unsent_at ? (
            <span className="w-full text-13 text-text-3">
              {t("since")} <Age at={device.oldest_unsent_at} />
            </span>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
