"use client";

import { useTranslations } from "use-intl/react";
import type { Assignment, Booking } from "@/lib/bookings/schema";
import { useFormats } from "@/lib/i18n/client";

/** Whoever comes: a crew once by its own name, then people and things, whoever leads first. */
export function namesOf(assignments: readonly Assignment[]): string[] {
  const ORDER = { lead: 0, helper: 1, equipment: 2 };
  const sorted = [...assignments].sort((a, b) => ORDER[a.role] - ORDER[b.role]);
  return [...new Set(sorted.map((one) => one.crew_name ?? one.name))];
}

/** Whether a phone of somebody who goes there has shown it. */
export const isSeen = (visit: Pick<Booking, "assignments">) =>
  visit.assignments.some((one) => one.seen_at !== null);

/** What is done: the kind of work, or what the job is called where it has none. */
export const workOf = ({ job }: Pick<Booking, "job">): string => job.service_type?.name ?? job.title;

export const placeOf = ({ job }: Pick<Booking, "job">): string =>
  [job.property.line1, job.property.city].filter(Boolean).join(", ");

/** Sentences about a visit that need its time and people in the reader's language. */
export function useVisitWords() {
  const t = useTranslations("bookings");
  const formats = useFormats();
  return {
    people: (assignments: readonly Assignment[]) =>
      assignments.length === 0 ? t("nobody") : formats.list(namesOf(assignments)),
    /** "Fri, Nov 20, 10:00–11:30 AM" in the clock of the site. */
    when: (visit: Pick<Booking, "starts_at" | "ends_at" | "is_flexible_day" | "flexible_on" | "job">) => {
      const zone = visit.job.property.time_zone;
      if (visit.is_flexible_day && visit.flexible_on)
        return t("flexibleDay", { day: formats.day(`${visit.flexible_on}T12:00:00Z`, "UTC") });
      if (!visit.starts_at || !visit.ends_at) return t("noTime");
      const window = formats.window(visit.starts_at, visit.ends_at, zone);
      const isOneDay = formats.day(visit.starts_at, zone) === formats.day(visit.ends_at, zone);
      return isOneDay ? `${formats.day(visit.starts_at, zone)}, ${window}` : window;
    },
  };
}
