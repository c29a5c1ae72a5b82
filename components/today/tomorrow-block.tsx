"use client";

import Link from "next/link";
import { useTranslations } from "use-intl/react";
import { useMember } from "@/components/shared/member";
import { cn } from "@/lib/cn";
import { useFormats } from "@/lib/i18n/client";
import { addDays } from "@/lib/time";
import type { Today } from "@/lib/today/schema";
import { Block } from "./block";

/** How full tomorrow is already, and what must not be forgotten until then. */
export function TomorrowBlock({ today }: { today: Pick<Today, "tomorrow" | "counts" | "date"> }) {
  const t = useTranslations("today");
  const { organization } = useMember();
  const formats = useFormats();
  const { booked_min, shift_min, visits } = today.tomorrow;
  const base = `/o/${organization.slug}`;
  const share = shift_min > 0 ? booked_min / shift_min : 0;
  const hours = (minutes: number) => formats.number(Math.round(minutes / 60));
  return (
    <Block title={t("tomorrow")}>
      <div className="grid gap-3 rounded-card edge bg-surface p-4">
        <Link
          href={`${base}/board?date=${addDays(today.date, 1)}`}
          className="group grid gap-2 rounded-badge"
        >
          <span className="flex items-baseline justify-between gap-3 tabular-nums">
            <span className="font-medium group-hover:underline">
              {shift_min === 0
                ? t("tomorrowOff")
                : t("tomorrowHours", { booked: hours(booked_min), shift: hours(shift_min) })}
            </span>
            <span className="text-13 text-text-2">{t("tomorrowVisits", { count: visits })}</span>
          </span>
          {shift_min === 0 ? null : (
            <span aria-hidden className="block h-1.5 overflow-hidden rounded-full bg-hover">
              <span
                className={cn("block h-full", share > 1 ? "bg-danger" : "bg-text-3")}
                style={{ width: `${Math.min(100, share * 100)}%` }}
              />
            </span>
          )}
        </Link>
        {today.counts.backlog_due > 0 ? (
          <Link href={`${base}/backlog`} className="edge-t pt-3 hover:underline">
            {t("backlogDue", { count: today.counts.backlog_due })}
          </Link>
        ) : null}
      </div>
    </Block>
  );
}
