"use client";

import { CircleCheck, TriangleAlert } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { WhenWindow } from "@/components/shared/when";
import { cn } from "@/lib/cn";
import type { Booking } from "@/lib/bookings/schema";

/** What the customer was told, and whether a start would keep it. */
export function PromiseLine({ visit, startsAt }: { visit: Booking; startsAt: string | null }) {
  const t = useTranslations("bookings.promise");
  const promise = visit.arrival_window ?? visit.promised_window;
  if (!promise) return null;
  const start = startsAt ? Date.parse(startsAt) : null;
  const isKept =
    start !== null && start >= Date.parse(promise.starts_at) && start <= Date.parse(promise.ends_at);
  const Icon = isKept ? CircleCheck : TriangleAlert;
  return (
    <p className="flex items-start gap-2 text-13">
      <Icon
        aria-hidden
        className={cn("mt-px size-4 shrink-0", isKept ? "text-success" : "text-warning")}
        strokeWidth={1.75}
      />
      <span className="text-text-2">
        {t("told")}{" "}
        <WhenWindow from={promise.starts_at} to={promise.ends_at} timeZone={visit.job.property.time_zone} />
        {": "}
        {isKept ? t("kept") : t("broken")}
      </span>
    </p>
  );
}
