"use client";

import { CalendarPlus } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { ErrorCard } from "@/components/shared/error-card";
import { Loading } from "@/components/shared/loading";
import { useCan } from "@/components/shared/member";
import { openNewVisit } from "@/components/shared/new-visit";
import { PageFrame } from "@/components/shared/page-frame";
import { Button } from "@/components/ui/button";
import { SkeletonBlock } from "@/components/ui/skeleton";
import { useFormats } from "@/lib/i18n/client";
import { wallToInstant } from "@/lib/time";
import type { Today } from "@/lib/today/schema";
import { ComingBlock } from "./coming-block";
import { NeedsBlock } from "./needs-block";
import { NowBlock } from "./now-block";
import { NumbersBlock } from "./numbers-block";
import { TomorrowBlock } from "./tomorrow-block";
import { useToday } from "./use-today";

/** Opens the day: what needs a person, then what runs. */
export function TodayPage() {
  const t = useTranslations("today");
  const can = useCan();
  const formats = useFormats();
  const { data, error, refetch, dataUpdatedAt } = useToday();
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
      {data ? (
        <Day today={data} updatedAtMs={dataUpdatedAt} />
      ) : error ? (
        <ErrorCard title={t("failed")} error={error} onRetry={() => void refetch()} />
      ) : (
        <DaySkeleton />
      )}
    </PageFrame>
  );
}

function Day({ today, updatedAtMs }: { today: Today; updatedAtMs: number }) {
  return (
    <div className="grid gap-8 xl:grid-cols-[minmax(0,1fr)_18rem]">
      <div className="grid min-w-0 content-start gap-8">
        <NeedsBlock today={today} updatedAtMs={updatedAtMs} />
        <NowBlock today={today} updatedAtMs={updatedAtMs} />
        <NumbersBlock today={today} />
        <ComingBlock visits={today.next_two_hours} />
      </div>
      <div className="grid content-start gap-8">
        <TomorrowBlock today={today} />
      </div>
    </div>
  );
}

const HEIGHTS = ["h-48", "h-52", "h-20", "h-36"];

/** Four blocks of about the height they will have. */
function DaySkeleton() {
  return (
    <Loading>
      <div className="grid gap-8 xl:grid-cols-[minmax(0,1fr)_18rem]">
        <div className="grid gap-8">
          {HEIGHTS.map((height) => (
            <div key={height} className="grid gap-2">
              <SkeletonBlock className="h-5 w-32" />
              <SkeletonBlock className={`${height} w-full`} />
            </div>
          ))}
        </div>
        <SkeletonBlock className="h-28 w-full" />
      </div>
    </Loading>
  );
}
