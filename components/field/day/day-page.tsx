"use client";

import { useTranslations } from "use-intl/react";
import { SkeletonBlock } from "@/components/ui/skeleton";
import { useDay, useFieldSettings } from "@/lib/field/use-visits";
import { useFormats } from "@/lib/i18n/client";
import { dateIn } from "@/lib/time";
import type { FieldSettings, Visit } from "@/lib/sync/schema";
import { FieldPage } from "../shell/page";
import { useNow } from "../visit/use-now";
import { DayRow } from "./day-row";
import { NextCard } from "./next-card";
import { changeOf, planOf } from "./rules";
import { useAcknowledged, useBaseline } from "./use-acknowledged";
import type { Known } from "./use-acknowledged";

/** My day: what is next, how to get there, and one thing to press. */
export function DayPage() {
  const formats = useFormats();
  const settings = useFieldSettings();
  const now = useNow(30_000);
  const zone = settings?.me.resource?.time_zone ?? settings?.organization.time_zone;
  return (
    <FieldPage title={formats.day(now, zone)}>
      {settings && zone ? <Day settings={settings} date={dateIn(now, zone)} /> : <DaySkeleton />}
    </FieldPage>
  );
}

function Day({ settings, date }: { settings: FieldSettings; date: string }) {
  const t = useTranslations("field.day");
  const { visits: held, tomorrow, isLoading } = useDay(date);
  const known = useAcknowledged();
  const visits = held.map(({ visit }) => visit);
  useBaseline(visits, known);
  if (isLoading || !known) return <DaySkeleton />;
  const isUnheard = (visit: Visit) =>
    visit.status === "cancelled" && changeOf(visit, known[visit.id] ?? null) !== null;
  const { next, rest, over } = planOf(visits, isUnheard);
  const open = [next, ...rest].filter((visit) => visit !== null && visit.status !== "cancelled").length;
  return (
    <div className="grid gap-4 pb-6">
      {visits.length > 0 ? <p className="px-4 text-16 text-text-2">{t("toGo", { count: open })}</p> : null}
      {next ? <NextCard visit={next} visits={visits} settings={settings} known={known} /> : null}
      {!next && visits.length > 0 ? <p className="px-4 text-20">{t("allDone")}</p> : null}
      {visits.length === 0 ? <p className="px-4 py-8 text-20">{t("empty")}</p> : null}
      {rest.length > 0 ? (
        <ul className="grid edge-t" aria-label={t("rest")}>
          {rest.map((visit) => (
            <DayRow key={visit.id} visit={visit} known={known} />
          ))}
        </ul>
      ) : null}
      <Over visits={over} known={known} />
      <Tomorrow visits={tomorrow.map(({ visit }) => visit)} known={known} />
    </div>
  );
}

type ListProps = { visits: readonly Visit[]; known: Known };

/** What is over is one line until somebody wants to see it. */
function Over({ visits, known }: ListProps) {
  const t = useTranslations("field.day");
  if (visits.length === 0) return null;
  const cancelled = visits.filter(({ status }) => status === "cancelled").length;
  return (
    <details className="group">
      <summary className="flex min-h-14 list-none items-center gap-2 px-4 text-18 focus-inset">
        <span aria-hidden className="group-open:rotate-90">
          ›
        </span>
        {t("over", { done: visits.length - cancelled, cancelled })}
      </summary>
      <ul className="grid edge-t">
        {visits.map((visit) => (
          <DayRow key={visit.id} visit={visit} known={known} />
        ))}
      </ul>
    </details>
  );
}

function Tomorrow({ visits, known }: ListProps) {
  const t = useTranslations("field.day");
  const formats = useFormats();
  const open = visits.filter(({ status }) => status !== "cancelled");
  const [first] = open;
  if (!first) return null;
  const time = first.starts_at ? formats.time(first.starts_at, first.time_zone) : null;
  return (
    <details className="group edge-t">
      <summary className="flex min-h-14 list-none items-center gap-2 px-4 text-18 focus-inset">
        <span aria-hidden className="group-open:rotate-90">
          ›
        </span>
        {time ? t("tomorrow", { count: open.length, time }) : t("tomorrowAnyTime", { count: open.length })}
      </summary>
      <ul className="grid edge-t">
        {open.map((visit) => (
          <DayRow key={visit.id} visit={visit} known={known} />
        ))}
      </ul>
    </details>
  );
}

function DaySkeleton() {
  return (
    <div className="grid gap-4 px-4 pt-2" aria-busy="true">
      <SkeletonBlock className="h-5 w-1/3" />
      <SkeletonBlock className="h-72 w-full" />
      <SkeletonBlock className="h-16 w-full" />
      <SkeletonBlock className="h-16 w-full" />
    </div>
  );
}
