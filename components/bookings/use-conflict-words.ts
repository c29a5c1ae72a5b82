"use client";

import { useTranslations } from "use-intl/react";
import type { BookingConflict } from "@/lib/bookings/schema";
import { useFormats } from "@/lib/i18n/client";
import type { TimeRange } from "@/lib/slots/schema";

/** Who or what is in the way, and the nearest thing that would work, each as one sentence. */
export function useConflictWords(timeZone?: string) {
  const t = useTranslations("bookings.conflict");
  const formats = useFormats();
  const clock = (at: string) => {
    const isToday = formats.day(at, timeZone) === formats.day(Date.now(), timeZone);
    return isToday ? formats.time(at, timeZone) : formats.dayTime(at, timeZone);
  };
  return {
    conflict: ({ resource_name: name, booking, kind, until }: BookingConflict): string => {
      const end = until ?? booking?.ends_at;
      if (!end) return t("taken", { name });
      if (booking) return t("visit", { name, customer: booking.customer_name, until: clock(end) });
      if (kind === "time_off") return t("timeOff", { name, until: clock(end) });
      if (kind === "hold") return t("hold", { name, until: clock(end) });
      return t("until", { name, until: clock(end) });
    },
    /** "9:55 would fit."; empty where nothing is known to. */
    fits: (range: Pick<TimeRange, "starts_at"> | null): string =>
      range ? t("fits", { time: clock(range.starts_at) }) : "",
  };
}
