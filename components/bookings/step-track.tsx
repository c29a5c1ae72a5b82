"use client";

import { useTranslations } from "use-intl/react";
import { StateIcon } from "@/components/shared/state-badge";
import { When } from "@/components/shared/when";
import { cn } from "@/lib/cn";
import type { BookingRecord, BookingStatus } from "@/lib/bookings/schema";
import { dateIn } from "@/lib/time";
import { isSeen } from "./use-visit-words";

const TRACK = ["scheduled", "dispatched", "en_route", "on_site", "completed"] as const;
type TrackStep = (typeof TRACK)[number];

/** How far a visit has come; what ended it otherwise leaves it where it was. */
const REACHED: Record<BookingStatus, number> = {
  unscheduled: -1,
  scheduled: 0,
  dispatched: 1,
  en_route: 2,
  on_site: 3,
  paused: 3,
  completed: 4,
  closed: 4,
  cancelled: -1,
  no_show: -1,
};

function plannedAt(visit: BookingRecord, step: TrackStep): string | null {
  if (step === "on_site") return visit.starts_at;
  return step === "completed" ? visit.ends_at : null;
}

/** The last time the step was taken; after a reopening the first end no longer counts. */
function realAt(visit: BookingRecord, step: TrackStep): string | null {
  if (step === "on_site" && visit.actual_start) return visit.actual_start;
  if (step === "completed" && visit.actual_end) return visit.actual_end;
  return visit.status_history.findLast(({ to }) => to === step)?.at ?? null;
}

/** Planned days before, a bare hour would be read as one of the day itself. */
function isSameDay(at: string, { starts_at, job }: BookingRecord): boolean {
  const zone = job.property.time_zone;
  return starts_at !== null && dateIn(at, zone) === dateIn(starts_at, zone);
}

/** Five steps of a visit, each with its planned time and, once it happened, its real one. */
export function StepTrack({ visit }: { visit: BookingRecord }) {
  const t = useTranslations("bookings");
  const reached = REACHED[visit.status];
  return (
    <ol aria-label={t("track.label")} className="grid gap-0 sm:grid-cols-5">
      {TRACK.map((step, index) => (
        <Step
          key={step}
          visit={visit}
          step={step}
          isReached={index <= reached}
          isCurrent={index === reached}
        />
      ))}
    </ol>
  );
}

type StepProps = { visit: BookingRecord; step: TrackStep; isReached: boolean; isCurrent: boolean };

function Step({ visit, step, isReached, isCurrent }: StepProps) {
  const t = useTranslations("bookings");
  const zone = visit.job.property.time_zone;
  const real = isReached ? realAt(visit, step) : null;
  const planned = plannedAt(visit, step);
  const isSkipped = isReached && real === null;
  const state = isCurrent && visit.status === "paused" ? "paused" : step;
  return (
    <li
      aria-current={isCurrent ? "step" : undefined}
      className={cn(
        "relative flex gap-3 pb-3 sm:flex-col sm:gap-1.5 sm:pe-3 sm:pb-0",
        "before:absolute before:top-6 before:bottom-0 before:left-3 before:edge-l before:content-[''] last:before:hidden sm:before:top-3 sm:before:right-0 sm:before:bottom-auto sm:before:left-6 sm:before:border-s-0 sm:before:edge-t",
      )}
    >
      <span
        data-visit-state={isReached ? state : undefined}
        className={cn(
          "relative z-1 flex size-6 shrink-0 items-center justify-center rounded-full",
          isCurrent && "state-fill",
          isReached && !isCurrent && "edge border-border-strong bg-surface text-text-2",
          !isReached && "edge border-dashed border-border-strong bg-surface text-text-3",
        )}
      >
        <StateIcon state={state} isSeen={isSeen(visit)} />
      </span>
      <span className="grid min-w-0 gap-0.5 text-13">
        <span className={cn(isCurrent ? "font-semibold" : "text-text-2", !isReached && "text-text-3")}>
          {t(`state.${state}`)}
        </span>
        {real ? (
          <span className="tabular-nums">
            <When at={real} timeZone={zone} show={isSameDay(real, visit) ? "time" : "dayTime"} />
          </span>
        ) : null}
        {isSkipped ? <span className="text-text-3">{t("track.skipped")}</span> : null}
        {planned ? (
          <span className="text-12 text-text-3">
            {t("track.planned")} <When at={planned} timeZone={zone} show="time" />
          </span>
        ) : null}
      </span>
    </li>
  );
}
