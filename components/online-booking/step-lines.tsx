"use client";

import { Clock3 } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { useFormats } from "@/lib/i18n/client";
import type { BookPage } from "@/lib/online-booking/schema";
import { ServiceFacts } from "./service-step";
import type { Booking } from "./use-booking";

/** "4:09": what is left of a kept time. */
export const clock = (seconds: number) =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

/** Answers in a line, above the question that is open. */
export function ServiceLine({ page, chosen }: { page: BookPage; chosen: string }) {
  const service = page.services.find(({ id }) => id === chosen);
  if (!service) return null;
  return (
    <>
      <span className="block">{service.name}</span>
      <ServiceFacts service={service} />
    </>
  );
}

export function TimeLine({ booking, zone, left }: { booking: Booking; zone: string; left: number }) {
  const t = useTranslations("online-booking.time");
  const formats = useFormats();
  const { progress, draft } = booking;
  if (!progress) {
    const days = (draft.wishes ?? []).filter(({ day }) => day !== "");
    return <>{t("wished", { count: days.length })}</>;
  }
  const { starts_at, ends_at } = progress.window;
  return (
    <>
      <span className="block tabular-nums" suppressHydrationWarning>
        {formats.longDay(starts_at, zone)}, {formats.window(starts_at, ends_at, zone)}
      </span>
      <span className="flex items-center gap-1.5 text-14 tabular-nums" suppressHydrationWarning>
        <Clock3 aria-hidden className="size-4 shrink-0" strokeWidth={1.75} />
        {t("kept", { time: clock(left) })}
      </span>
    </>
  );
}
