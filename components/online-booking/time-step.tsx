"use client";

import { Clock3 } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { buttonLook, LINK } from "@/components/shared/customer-look";
import { useFormats } from "@/lib/i18n/client";
import { ProblemLine } from "./problem-line";
import { TimeList } from "./time-list";
import type { Booking } from "./use-booking";
import { useTimes } from "./use-times";

type TimeStepProps = { slug: string; booking: Booking; timeZone: string; onWish: () => void };

/** Windows somebody is really free in. Choosing keeps one and goes on. */
export function TimeStep({ slug, booking, timeZone, onWish }: TimeStepProps) {
  const t = useTranslations("online-booking.time");
  const { draft, progress, problem, nearest, busy, hold } = booking;
  const { found, isLoading, load } = useTimes(slug, draft.serviceId, draft.place);
  const list = {
    timeZone,
    chosen: progress?.starts_at ?? null,
    isBusy: busy !== null,
    onChoose: (startsAt: string) => void hold(startsAt),
  };
  return (
    <div className="grid gap-5">
      <Question timeZone={timeZone} />
      {nearest ? <Lost isTaken={problem?.code === "time_taken"} hasNearest={nearest.length > 0} /> : null}
      {nearest && nearest.length > 0 ? <TimeList {...list} times={nearest} /> : null}
      <ProblemLine problem={problem ?? found.problem} />
      {found.times.length > 0 ? (
        <div className={nearest && nearest.length > 0 ? "edge-t pt-5" : ""}>
          <TimeList {...list} times={found.times} isFromStart />
        </div>
      ) : null}
      <Outcome isLoading={isLoading} isEmpty={found.times.length === 0 && found.problem === null} />
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
        {found.problem ? (
          <button type="button" onClick={() => load(null)} className={buttonLook("secondary")}>
            {t("again")}
          </button>
        ) : null}
        {found.nextFrom && found.times.length > 0 ? (
          <button
            type="button"
            aria-busy={isLoading || undefined}
            onClick={() => !isLoading && load(found.nextFrom)}
            className={buttonLook("secondary")}
          >
            {t("more")}
          </button>
        ) : null}
        <button type="button" onClick={onWish} className={`${LINK} min-h-12`}>
          {t("noFit")}
        </button>
      </div>
    </div>
  );
}

function Outcome({ isLoading, isEmpty }: { isLoading: boolean; isEmpty: boolean }) {
  const t = useTranslations("online-booking.time");
  return (
    <>
      <p role="status" className={isLoading ? "text-text-3" : "sr-only"}>
        {isLoading ? t("loading") : ""}
      </p>
      {isEmpty && !isLoading ? (
        <div className="grid gap-1">
          <p className="font-medium">{t("none")}</p>
          <p className="text-text-2">{t("noneHint")}</p>
        </div>
      ) : null}
    </>
  );
}

function Lost({ isTaken, hasNearest }: { isTaken: boolean; hasNearest: boolean }) {
  const t = useTranslations("online-booking.time");
  const taken = hasNearest ? t("taken") : t("takenNone");
  return (
    <p role="alert" className="flex gap-3 rounded-card bg-warning-tint px-4 py-3">
      <Clock3 aria-hidden className="mt-0.5 size-5 shrink-0 text-warning" strokeWidth={1.75} />
      {isTaken ? taken : t("lapsed")}
    </p>
  );
}

function Question({ timeZone }: { timeZone: string }) {
  const t = useTranslations("online-booking.time");
  const formats = useFormats();
  return (
    <div>
      <p>{t("question")}</p>
      <p className="text-14 text-text-3" suppressHydrationWarning>
        {t("zone", { zone: formats.zoneWords(timeZone) })}
      </p>
    </div>
  );
}
