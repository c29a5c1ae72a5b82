"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl/react";
import { ErrorCard } from "@/components/shared/error-card";
import { usePollMs } from "@/components/shared/live";
import { SkeletonLines } from "@/components/shared/skeleton";
import { Stars } from "@/components/shared/stars";
import { feedbackKeys, fetchFeedbackSummary } from "@/lib/feedback/client";
import type { FeedbackSummary } from "@/lib/feedback/schema";
import { useFormats } from "@/lib/i18n/client";
import { summaryFilters } from "./filters";
import type { FeedbackViewState } from "./use-feedback";

/** The average, and how many gave which stars: each line is the way to these. */
export function SummaryCard({ state }: { state: FeedbackViewState }) {
  const t = useTranslations("feedback");
  const filters = summaryFilters(state.filters);
  const { data, error, refetch } = useQuery({
    queryKey: feedbackKeys.summary(filters),
    queryFn: ({ signal }) => fetchFeedbackSummary(filters, signal),
    refetchInterval: usePollMs(),
  });
  if (!data)
    return error ? (
      <ErrorCard title={t("summaryError")} error={error} onRetry={() => void refetch()} />
    ) : (
      <SkeletonLines lines={3} />
    );
  if (data.count === 0 || data.average === null) return null;
  return (
    <section
      aria-label={t("average")}
      className="flex flex-wrap items-center gap-x-10 gap-y-4 rounded-card edge bg-surface p-4"
    >
      <Average summary={data} average={data.average} />
      <ByStar summary={data} state={state} />
    </section>
  );
}

function Average({ summary, average }: { summary: FeedbackSummary; average: number }) {
  const t = useTranslations("feedback");
  const formats = useFormats();
  const shown = formats.number(Math.round(average * 10) / 10);
  return (
    <div className="grid gap-1">
      <p className="text-30 font-semibold tabular-nums">{shown}</p>
      <Stars value={average} label={t("averageOf", { value: shown })} />
      <p className="text-13 text-text-3">{t("count", { count: summary.count })}</p>
    </div>
  );
}

function ByStar({ summary, state }: { summary: FeedbackSummary; state: FeedbackViewState }) {
  const t = useTranslations("feedback");
  const most = Math.max(1, ...summary.by_star);
  return (
    <ul className="grid min-w-60 flex-1 gap-0.5">
      {[5, 4, 3, 2, 1].map((stars) => {
        const count = summary.by_star[stars - 1] ?? 0;
        const isChosen = state.view.stars === stars;
        return (
          <li key={stars}>
            <button
              type="button"
              aria-pressed={isChosen}
              onClick={() => state.set({ stars: isChosen ? null : stars })}
              className="relative grid min-h-6 w-full max-w-md grid-cols-[1.5rem_minmax(0,1fr)_3rem] items-center gap-2 rounded-control px-1 text-13 hover:bg-hover aria-pressed:bg-accent-tint pointer-coarse:min-h-12"
            >
              <span className="sr-only">{t("onlyStars", { stars, count })}</span>
              <span aria-hidden className="text-end tabular-nums">
                {stars}
              </span>
              <span aria-hidden className="h-2 overflow-hidden rounded-full bg-sunken">
                <span
                  className="block h-full rounded-full bg-text-3"
                  style={{ width: `${(count / most) * 100}%` }}
                />
              </span>
              <span aria-hidden className="text-end text-text-2 tabular-nums">
                {count}
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
