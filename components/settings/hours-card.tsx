"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { CompareVersions } from "@/components/shared/compare-versions";
import { ErrorCard } from "@/components/shared/error-card";
import { useCan, useMember } from "@/components/shared/member";
import { parseWith } from "@/components/shared/parse-with";
import { SkeletonLines } from "@/components/shared/skeleton";
import { useAskedForm } from "@/components/shared/stranded-question";
import { useUndo } from "@/components/shared/undo-toast";
import { useRefusal } from "@/components/shared/use-record-writes";
import { checkHours, fetchHours, hoursKeys, updateHours } from "@/lib/hours/client";
import type { BusinessHours, BusinessHoursUpdate, OpenSpan } from "@/lib/hours/schema";
import { useFormats } from "@/lib/i18n/client";
import { SettingsCard, SettingsPanel } from "./settings-card";
import { useCardForm } from "./use-card-form";
import { WeekEditor } from "./week-editor";
import { inOrder, WEEKDAYS, weekdayName } from "./week-rows";

type Stranded = NonNullable<BusinessHours["stranded"]>;

const parse = parseWith(() => import("@/lib/hours/schema").then((schemas) => schemas.businessHoursUpdate));

const fieldsOf = ({ hours }: BusinessHours): BusinessHoursUpdate => ({ hours });

/** The week of the company: changed by who may, read by all. */
export function HoursCard() {
  const t = useTranslations("hours");
  const may = useCan();
  const { data, error, refetch } = useQuery({
    queryKey: hoursKeys.week(),
    queryFn: ({ signal }) => fetchHours(signal),
  });
  if (error && !data) return <ErrorCard title={t("error")} error={error} onRetry={() => void refetch()} />;
  return data ? (
    may("update", "hours") ? (
      <HoursForm week={data} />
    ) : (
      <SettingsPanel title={t("title")}>
        <p className="text-text-2">{t("hint")}</p>
        <WeekFacts hours={data.hours} />
      </SettingsPanel>
    )
  ) : (
    <SkeletonLines />
  );
}

function HoursForm({ week }: { week: BusinessHours }) {
  const t = useTranslations("hours");
  const line = useSpanText();
  const { stranded, store } = useSavedWeek(week);
  const { state, saves, conflict } = useCardForm<BusinessHours, BusinessHoursUpdate, BusinessHoursUpdate>({
    name: "hours",
    parse,
    record: week,
    fieldsOf,
    send: async (version, { hours = [] }) => updateHours(version, { hours: inOrder(hours) }),
    onSaved: store,
    words: {
      label: () => t("title"),
      value: (_name, value) => (Array.isArray(value) ? (value as OpenSpan[]).map(line).join(", ") : null),
    },
  });
  const { asked, question } = useAskedForm(state, () => async () => {
    const parsed = await parse(state.values);
    // Saving says what is wrong with them.
    return parsed.codes ? null : checkHours({ hours: inOrder(parsed.values.hours) });
  });
  return (
    <>
      <SettingsCard title={t("title")} saveLabel={t("save")} state={asked} saves={saves}>
        <p className="-mt-2 text-13 text-text-3">
          {t("hint")} {t("endOfDay")}
        </p>
        <WeekEditor state={state} />
        <StrandedVisits visits={stranded} />
      </SettingsCard>
      {question}
      <CompareVersions {...conflict} />
    </>
  );
}

/** Holds a saved week, names the visits it left outside, and offers the way back to the one before. */
function useSavedWeek(before: BusinessHours) {
  const t = useTranslations("hours");
  const client = useQueryClient();
  const offerUndo = useUndo();
  const refuse = useRefusal();
  const [stranded, setStranded] = useState<Stranded>([]);
  const hold = ({ stranded: left = [], ...saved }: BusinessHours) => {
    setStranded(left);
    client.setQueryData(hoursKeys.week(), saved);
  };
  const takeBack = async (version: number) => {
    try {
      hold(await updateHours(version, { hours: before.hours }));
    } catch (error) {
      refuse(t("notTakenBack"), error);
    }
  };
  const store = (saved: BusinessHours) => {
    hold(saved);
    const left = saved.stranded?.length ?? 0;
    offerUndo({
      title: t("saved"),
      description: left > 0 ? t("strandedShort", { count: left }) : undefined,
      undo: () => void takeBack(saved.version),
    });
  };
  return { stranded, store };
}

/** Nothing was moved: the visits that lie outside now are named, so that somebody looks at them. */
function StrandedVisits({ visits }: { visits: Stranded }) {
  const t = useTranslations("hours");
  const { slug } = useMember().organization;
  const formats = useFormats();
  if (visits.length === 0) return null;
  return (
    <div role="status" className="rounded-control bg-warning-tint px-3 py-2 text-warning">
      <p>{t("stranded", { count: visits.length })}</p>
      <ul className="mt-1 flex flex-wrap gap-x-4 gap-y-1">
        {visits.map(({ id, number, starts_at }) => (
          <li key={id}>
            <Link href={`/o/${slug}/bookings/${id}`} className="underline underline-offset-4">
              {number}, {formats.dayTime(starts_at)}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}

function useSpanText(): (span: OpenSpan) => string {
  const formats = useFormats();
  return ({ weekday, opens, closes }) => `${weekdayName(formats, weekday)} ${opens}–${closes}`;
}

function WeekFacts({ hours }: { hours: readonly OpenSpan[] }) {
  const t = useTranslations("hours");
  const formats = useFormats();
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-1.5 tabular-nums">
      {WEEKDAYS.map((weekday) => {
        const spans = hours.filter((span) => span.weekday === weekday);
        return (
          <div key={weekday} className="contents">
            <dt className="text-text-2">{weekdayName(formats, weekday)}</dt>
            <dd>
              {spans.map(({ opens, closes }) => `${opens}–${closes}`).join(", ") || (
                <span className="text-text-3">{t("closed")}</span>
              )}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
