"use client";

import { CalendarPlus, Check, ClipboardList, Clock3, MapPin } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { useFormats } from "@/lib/i18n/client";
import { formerSpan, isLetDown, isOver, moodOf, nearDay, shownSpan } from "@/lib/portal/rules";
import type { PortalState, PortalVisit, Span } from "@/lib/portal/schema";
import { ActionForm, ProblemLine } from "./action-form";
import { BigTime } from "./big-time";
import { buttonLook, CARD, LINK } from "@/components/shared/customer-look";
import { PeopleRow } from "./people-row";
import { usePortalLink } from "./portal-context";
import { StepTrack } from "./step-track";

type HeroProps = { state: PortalState; now: number };

/** When does who come: the sentence, the time, what changed, who it is, and where it stands. */
export function Hero({ state, now }: HeroProps) {
  const { visit } = state;
  return (
    <section className={CARD} aria-labelledby="headline">
      <div aria-live="polite">
        <h1 id="headline" className="text-24 text-balance sm:text-30">
          <Headline visit={visit} now={now} />
        </h1>
        <Time visit={visit} />
        <Former visit={visit} />
      </div>
      <Confirmation state={state} />
      {isOver(visit) && visit.over !== null ? null : visit.people.length > 0 ? (
        <div className="mt-6">
          <PeopleRow people={visit.people} />
        </div>
      ) : null}
      <div className="mt-6 sm:mt-8">
        <StepTrack visit={visit} />
      </div>
      <Facts state={state} />
    </section>
  );
}

function Headline({ visit, now }: { visit: PortalVisit; now: number }) {
  const t = useTranslations("portal.headline");
  const formats = useFormats();
  const mood = moodOf(visit);
  const who = formats.list(visit.people.map((person) => person.first_name));
  const names = { who, count: visit.people.length };
  if (mood === "booked" && visit.window) {
    const near = nearDay(visit.window.starts_at, visit.time_zone, now);
    const day = formats.longDay(visit.window.starts_at, visit.time_zone);
    return t(`booked.${near}`, { ...names, day });
  }
  if (mood === "day" && visit.flexible_on)
    return t("day", { ...names, day: formats.longDay(`${visit.flexible_on}T12:00:00Z`, "UTC") });
  if (mood === "on_the_way" || mood === "here") return t(mood, names);
  return t(mood === "day" || mood === "booked" ? "requested" : mood);
}

/** The day in full stands with every time: "tomorrow" is a different day for who reads it after midnight. */
function Time({ visit }: { visit: PortalVisit }) {
  const t = useTranslations("portal");
  const formats = useFormats();
  const mood = moodOf(visit);
  const span = shownSpan(visit);
  const arrived = visit.steps.find(({ step }) => step === "here")?.at ?? null;
  if (mood === "requested") return <p className="mt-2 text-text-2">{t("explain.requested")}</p>;
  if (mood === "day") return <p className="mt-2 text-text-2">{t("explain.day")}</p>;
  if (mood === "here" && arrived)
    return (
      <p className="mt-2 text-text-2 tabular-nums">
        {t("since", { time: formats.time(arrived, visit.time_zone) })}
      </p>
    );
  if (visit.over) return <OverTime visit={visit} />;
  if (!span) return null;
  return (
    <div className="mt-3">
      <BigTime span={span} timeZone={visit.time_zone} isPast={mood === "done"} />
      <p className="mt-1 text-text-2" suppressHydrationWarning>
        {formats.longDay(span.starts_at, visit.time_zone)}
      </p>
    </div>
  );
}

function OverTime({ visit }: { visit: PortalVisit }) {
  const t = useTranslations("portal.explain");
  const formats = useFormats();
  const { over, window, next, time_zone: zone } = visit;
  const whenOf = ({ starts_at, ends_at }: Span) => ({
    day: formats.longDay(starts_at, zone),
    window: formats.window(starts_at, ends_at, zone),
  });
  const was = window && whenOf(window);
  return (
    <>
      {was ? <p className="mt-2 tabular-nums">{`${was.day}, ${was.window}`}</p> : null}
      <p className="mt-2 text-text-2">
        {over ? t(over === "incomplete" && next ? "unfinished" : over) : null}
      </p>
      {next ? <p className="mt-2 font-medium tabular-nums">{t("next", whenOf(next))}</p> : null}
    </>
  );
}

function Former({ visit }: { visit: PortalVisit }) {
  const t = useTranslations("portal.former");
  const formats = useFormats();
  const former = formerSpan(visit);
  const shown = shownSpan(visit);
  if (visit.late && visit.step === "booked") {
    return (
      <p className="mt-3 flex gap-2 text-warning">
        <Clock3 aria-hidden className="mt-0.5 size-5 shrink-0" strokeWidth={1.75} />
        {t("late", { time: formats.duration(Math.max(5, Math.round(visit.late.minutes / 5) * 5)) })}
      </p>
    );
  }
  if (!former || !shown) return null;
  const isOtherDay =
    formats.day(former.starts_at, visit.time_zone) !== formats.day(shown.starts_at, visit.time_zone);
  const window = formats.window(former.starts_at, former.ends_at, visit.time_zone);
  const was = isOtherDay ? `${formats.day(former.starts_at, visit.time_zone)}, ${window}` : window;
  const reason = visit.changed?.reason;
  return (
    <>
      <p className="mt-2 text-text-2 tabular-nums">{t(isLetDown(visit) ? "sorry" : "was", { was })}</p>
      {reason ? <p className="mt-1 break-words text-text-2">{reason}</p> : null}
    </>
  );
}

function Confirmation({ state: { visit, may } }: { state: PortalState }) {
  const t = useTranslations("portal.confirm");
  const formats = useFormats();
  if (isOver(visit) || visit.step === "here" || visit.step === "on_the_way") return null;
  if (visit.confirmed_at) {
    return (
      <p className="mt-4 flex items-center gap-2 text-success">
        <Check aria-hidden className="size-5 shrink-0" />
        {t("done", { day: formats.day(visit.confirmed_at, visit.time_zone) })}
      </p>
    );
  }
  if (!may.confirm || !visit.window) return null;
  return (
    <ActionForm action="confirm" className="mt-5">
      {({ isBusy, problem }) => (
        <>
          <button
            type="submit"
            aria-busy={isBusy || undefined}
            className={buttonLook("primary", "w-full sm:w-auto sm:min-w-60")}
          >
            <Check aria-hidden />
            {t("button")}
          </button>
          <ProblemLine problem={problem} />
        </>
      )}
    </ActionForm>
  );
}

function Facts({ state: { visit } }: { state: PortalState }) {
  const t = useTranslations("portal");
  const { id } = usePortalLink();
  return (
    <div className="mt-6 grid gap-1 edge-t pt-5 sm:mt-8">
      <p className="flex items-start gap-3">
        <MapPin aria-hidden className="mt-0.5 size-5 shrink-0 text-text-2" strokeWidth={1.75} />
        <span className="min-w-0">
          <span className="font-medium">{visit.service}</span>
          {visit.site ? <span className="block text-text-2">{visit.site}</span> : null}
        </span>
      </p>
      {visit.instructions_for_customer ? (
        <div className="mt-3 flex items-start gap-3">
          <ClipboardList aria-hidden className="mt-0.5 size-5 shrink-0 text-text-2" strokeWidth={1.75} />
          <div className="min-w-0">
            <h2 className="text-16 font-medium">{t("prepare")}</h2>
            <p className="break-words whitespace-pre-line text-text-2">{visit.instructions_for_customer}</p>
          </div>
        </div>
      ) : null}
      {visit.window && !isOver(visit) && visit.step === "booked" ? (
        <a href={`/v/${id}/visit.ics`} className={`${LINK} inline-flex min-h-12 items-center gap-3`}>
          <CalendarPlus aria-hidden className="size-5 shrink-0" strokeWidth={1.75} />
          {t("calendar")}
        </a>
      ) : null}
    </div>
  );
}
