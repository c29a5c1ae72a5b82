"use client";

import { useTranslations } from "use-intl/react";
import type { Booking } from "@/lib/bookings/schema";
import { useFormats } from "@/lib/i18n/client";
import { leadOf } from "@/lib/planning/rules";

export const serviceOf = ({ job }: Booking) => job.service_type?.name ?? job.title;

/** A bar read aloud: "Claire Moreau, boiler repair, 10:00 to 12:24, on site, Dana Reyes". */
export function useBarWords(): (visit: Booking) => string {
  const t = useTranslations("board");
  const states = useTranslations("bookings.state");
  const formats = useFormats();
  return (visit) => {
    const { starts_at, ends_at, late, at_risk, overlap, job } = visit;
    const zone = job.property.time_zone;
    const when =
      starts_at && ends_at
        ? t("fromTo", { from: formats.time(starts_at, zone), to: formats.time(ends_at, zone) })
        : t("anyTime");
    return [
      job.customer.display_name,
      serviceOf(visit),
      when,
      states(visit.status),
      leadOf(visit)?.name ?? t("nobody"),
      late ? t("late", { duration: formats.duration(late.minutes) }) : null,
      !late && at_risk ? t("atRisk") : null,
      overlap ? t("overlap", { reason: overlap.reason }) : null,
    ]
      .filter(Boolean)
      .join(", ");
  };
}
