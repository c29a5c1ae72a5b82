"use client";

import { useTranslations } from "use-intl/react";
import { When, WhenWindow } from "@/components/shared/when";
import type { Booking } from "@/lib/bookings/schema";

/** A visit's planned time in the clock of its site; a day without an hour, or no time at all, is said in words. */
export function VisitWhen({ visit, show = "dayTime" }: { visit: Booking; show?: "dayTime" | "time" }) {
  const t = useTranslations("bookings");
  const { starts_at, ends_at, is_flexible_day, flexible_on, job } = visit;
  if (is_flexible_day && flexible_on) {
    return (
      <span>
        <When at={`${flexible_on}T12:00:00Z`} timeZone="UTC" show="day" />, {t("anyTime")}
      </span>
    );
  }
  if (!starts_at) return <span className="text-text-3">{t("noTime")}</span>;
  return <WhenWindow from={starts_at} to={ends_at} timeZone={job.property.time_zone} show={show} />;
}
