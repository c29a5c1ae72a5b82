"use client";

import { useTranslations } from "use-intl/react";
import { buttonLook } from "@/components/shared/customer-look";
import { useFormats } from "@/lib/i18n/client";
import type { BookTime } from "@/lib/online-booking/schema";

type TimeListProps = {
  times: BookTime[];
  timeZone: string;
  /** What is kept now. */
  chosen: string | null;
  isBusy: boolean;
  /** Whether the first of the list is the first of all. */
  isFromStart?: boolean;
  onChoose: (startsAt: string) => void;
};

/** By day, the earliest first. */
export function TimeList({ times, timeZone, chosen, isBusy, isFromStart, onChoose }: TimeListProps) {
  const t = useTranslations("online-booking.time");
  const formats = useFormats();
  const days = [...new Set(times.map((time) => formats.longDay(time.starts_at, timeZone)))];
  return (
    <div className="grid gap-5">
      {days.map((day) => (
        <section key={day}>
          <h3 className="mb-2 font-medium">{day}</h3>
          <ul className="grid grid-cols-[repeat(auto-fill,minmax(9.25rem,1fr))] gap-2">
            {times
              .filter((time) => formats.longDay(time.starts_at, timeZone) === day)
              .map((time) => (
                <li key={time.starts_at}>
                  <button
                    type="button"
                    aria-pressed={time.starts_at === chosen}
                    aria-disabled={isBusy || undefined}
                    onClick={() => onChoose(time.starts_at)}
                    className={buttonLook(
                      "secondary",
                      "h-full w-full flex-col gap-0 px-1 text-14 tabular-nums aria-pressed:border-accent aria-pressed:bg-accent-tint",
                    )}
                  >
                    {formats.window(time.window.starts_at, time.window.ends_at, timeZone)}
                    {isFromStart && time === times[0] ? (
                      <span className="text-12 font-normal text-text-2">{t("earliest")}</span>
                    ) : null}
                  </button>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
