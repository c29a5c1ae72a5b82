"use client";

import { CalendarPlus } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { useCan } from "@/components/shared/member";
import { openNewVisit } from "@/components/shared/new-visit";
import { PageFrame } from "@/components/shared/page-frame";
import { Button } from "@/components/ui/button";
import { useFormats } from "@/lib/i18n/client";
import { wallToInstant } from "@/lib/time";
import { ComingBlock } from "./coming-block";
import { DayPart } from "./day-part";
import { NeedsBlock } from "./needs-block";
import { NowBlock } from "./now-block";
import { NumbersBlock } from "./numbers-block";
import { TomorrowBlock } from "./tomorrow-block";
import { useToday } from "./use-today";
import type { FirstDay } from "./use-today";

const NEEDS = ["needs", "next_two_hours"] as const;
const NOW = ["now"] as const;
const NUMBERS = ["numbers"] as const;
const COMING = ["next_two_hours"] as const;
const TOMORROW = ["tomorrow", "counts"] as const;

/** Opens the day: what needs a person, then what runs. */
export function TodayPage({ first }: { first: FirstDay | null }) {
  const t = useTranslations("today");
  const can = useCan();
  const formats = useFormats();
  const { data } = useToday(first);
  return (
    <PageFrame
      title={t("title")}
      count={data ? formats.day(wallToInstant(data.date, "12:00", data.time_zone), data.time_zone) : null}
      actions={
        can("create", "bookings") ? (
          <Button variant="primary" icon={<CalendarPlus aria-hidden />} onClick={() => openNewVisit()}>
            {t("newVisit")}
          </Button>
        ) : null
      }
    >
      <Day />
    </PageFrame>
  );
}

/** Each block is read, waits and fails alone. */
function Day() {
  const t = useTranslations("today");
  return (
    <div className="grid gap-8 xl:grid-cols-[minmax(0,1fr)_18rem]">
      <div className="grid min-w-0 content-start gap-8">
        <DayPart title={t("needs")} parts={NEEDS} height="h-48">
          {(day, updatedAtMs) => <NeedsBlock today={day} updatedAtMs={updatedAtMs} />}
        </DayPart>
        <DayPart title={t("now")} parts={NOW} height="h-52">
          {(day, updatedAtMs) => <NowBlock today={day} updatedAtMs={updatedAtMs} />}
        </DayPart>
        <DayPart title={t("numbers")} parts={NUMBERS} height="h-20">
          {(day) => <NumbersBlock today={day} />}
        </DayPart>
        <DayPart title={t("coming")} parts={COMING} height="h-36">
          {(day) => <ComingBlock visits={day.next_two_hours} />}
        </DayPart>
      </div>
      <div className="grid content-start gap-8">
        <DayPart title={t("tomorrow")} parts={TOMORROW} height="h-28">
          {(day) => <TomorrowBlock today={day} />}
        </DayPart>
      </div>
    </div>
  );
}
