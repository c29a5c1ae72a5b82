"use client";

import { useQuery } from "@tanstack/react-query";
import { TriangleAlert } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { Card } from "@/components/shared/card";
import { ErrorCard, FormProblem } from "@/components/shared/error-card";
import { useCan, useMember } from "@/components/shared/member";
import { SkeletonLines } from "@/components/shared/skeleton";
import { VisitLinks } from "@/components/shared/visit-links";
import { WeekGrid } from "@/components/shared/week-grid";
import type { WeekPaint } from "@/components/shared/week-grid";
import { Button } from "@/components/ui/button";
import { Switch } from "@/components/ui/switch";
import { availabilityKeys, fetchAvailability } from "@/lib/availability/client";
import { minutesOfWeek, painted, worksIn } from "@/lib/availability/rules";
import type { Availability, Shift } from "@/lib/availability/schema";
import { useFormats } from "@/lib/i18n/client";
import { useWeekDraft } from "./use-week-draft";
import type { WeekDraft } from "./use-week-draft";
import { useWeekWords } from "./use-week-words";
import { WeekTimes } from "./week-times";

const SLOT_MIN = 30;

/** When a resource works, week after week. `isLocked`: a deleted one keeps its week as it was. */
export function WeekCard({ resourceId, isLocked }: { resourceId: string; isLocked: boolean }) {
  const t = useTranslations("resources");
  const may = useCan();
  const { data, error, refetch } = useQuery({
    queryKey: availabilityKeys.week(resourceId),
    queryFn: ({ signal }) => fetchAvailability(resourceId, signal),
  });
  return (
    <Card title={t("week.title")}>
      {error && !data ? (
        <ErrorCard
          title={t("week.error")}
          error={error}
          onRetry={() => void refetch()}
          className="my-0 border-0 p-0"
        />
      ) : data ? (
        <Week week={data} isEditable={may("update", "availability") && !isLocked} />
      ) : (
        <SkeletonLines lines={7} />
      )}
    </Card>
  );
}

function Week({ week, isEditable }: { week: Availability; isEditable: boolean }) {
  const t = useTranslations("resources");
  const formats = useFormats();
  const { time_zone } = useMember().organization;
  const draft = useWeekDraft(week);
  const hasOrder = draft.hours.every((shift) => shift.starts < shift.ends);
  const isEmpty = !draft.follows && draft.hours.length === 0;
  return (
    <div className="grid gap-4">
      <Switch
        checked={draft.follows}
        disabled={!isEditable}
        onCheckedChange={draft.setFollows}
        hint={draft.follows ? t("week.followsHint") : null}
      >
        {t("week.follows")}
      </Switch>
      <div className="max-md:hidden">
        <PaintedGrid hours={draft.hours} onChange={isEditable ? draft.setHours : null} />
      </div>
      {isEditable ? <p className="text-13 text-text-3 max-md:hidden">{t("week.paintHint")}</p> : null}
      <WeekTimes hours={draft.hours} onChange={isEditable && !draft.follows ? draft.setHours : null} />
      <p className="text-13 text-text-3">
        {t("week.sum", { duration: formats.duration(minutesOfWeek(draft.hours)) })}
        {week.time_zone === time_zone ? null : ` · ${formats.zone(week.time_zone)}`}
      </p>
      <FormProblem error={draft.problem} />
      {isEmpty ? <p className="text-13 text-danger">{t("week.empty")}</p> : null}
      {draft.isDirty ? (
        <div className="flex flex-wrap gap-2">
          <Button
            variant="primary"
            busy={draft.isSaving}
            disabled={isEmpty || !hasOrder}
            onClick={draft.save}
          >
            {t("week.save")}
          </Button>
          <Button onClick={draft.discard}>{t("week.discard")}</Button>
        </div>
      ) : null}
      <Stranded draft={draft} timeZone={week.time_zone} />
      {draft.question}
    </div>
  );
}

/** Nothing was moved: whoever changed the hours decides what becomes of these visits. */
function Stranded({ draft, timeZone }: { draft: WeekDraft; timeZone: string }) {
  const t = useTranslations("resources");
  const { slug } = useMember().organization;
  if (draft.stranded.length === 0) return null;
  return (
    <section role="status" className="grid gap-2 rounded-control bg-warning-tint p-3">
      <p className="flex items-start gap-2 text-warning">
        <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" strokeWidth={1.75} />
        <span className="flex-1 font-medium">{t("week.stranded", { count: draft.stranded.length })}</span>
      </p>
      <VisitLinks slug={slug} visits={draft.stranded} timeZone={timeZone} />
      <Button size="sm" className="justify-self-start" onClick={draft.forgetStranded}>
        {t("week.strandedSeen")}
      </Button>
    </section>
  );
}

type PaintedGridProps = { hours: readonly Shift[]; onChange: ((hours: Shift[]) => void) | null };

function PaintedGrid({ hours, onChange }: PaintedGridProps) {
  const t = useTranslations("resources");
  const { dayName, timeLabel, hourLabel } = useWeekWords();
  // What stood there when painting began: a rectangle that shrinks again uncovers it.
  const [base, setBase] = useState<readonly Shift[] | null>(null);
  const paint = ({ from, to, isOn }: WeekPaint, isEnd: boolean) => {
    const [firstDay, lastDay] = [from.weekday, to.weekday].toSorted((a, b) => a - b);
    const [first, last] = [from.slot, to.slot].toSorted((a, b) => a - b);
    const start = base ?? hours;
    setBase(isEnd ? null : start);
    onChange?.(
      painted(start, {
        weekdays: [1, 2, 3, 4, 5, 6, 7].filter((day) => day >= (firstDay ?? 1) && day <= (lastDay ?? 7)),
        from: (first ?? 0) * SLOT_MIN,
        to: ((last ?? 0) + 1) * SLOT_MIN,
        isOn,
      }),
    );
  };
  return (
    <WeekGrid
      label={t("week.title")}
      dayName={dayName}
      timeLabel={hourLabel}
      isOn={({ weekday, slot }) => worksIn(hours, weekday, slot * SLOT_MIN, (slot + 1) * SLOT_MIN)}
      cellLabel={({ weekday, slot }, isOn) =>
        t(isOn ? "week.cellOn" : "week.cellOff", {
          day: dayName(weekday, "long"),
          from: timeLabel(slot * SLOT_MIN),
          to: timeLabel((slot + 1) * SLOT_MIN),
        })
      }
      onPaint={onChange ? paint : null}
    />
  );
}
