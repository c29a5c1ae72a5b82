"use client";

import { Star } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { Empty, NoMatch } from "@/components/shared/empty";
import { ErrorCard } from "@/components/shared/error-card";
import { PageFrame } from "@/components/shared/page-frame";
import { SkeletonLines } from "@/components/shared/skeleton";
import { Button } from "@/components/ui/button";
import { cn } from "@/lib/cn";
import { FeedbackEntry } from "./feedback-entry";
import { FeedbackFilterBar } from "./feedback-filter-bar";
import { SummaryCard } from "./summary-card";
import { useFeedback, useFeedbackView } from "./use-feedback";
import type { FeedbackViewState } from "./use-feedback";

/** What customers said, the latest first, with the average on top. */
export function FeedbackPage() {
  const t = useTranslations("feedback");
  const state = useFeedbackView();
  return (
    <PageFrame title={t("title")} filters={<FeedbackFilterBar state={state} />}>
      <div className="mx-auto grid w-full max-w-4xl gap-4">
        <SummaryCard state={state} />
        <List state={state} />
      </div>
    </PageFrame>
  );
}

function List({ state }: { state: FeedbackViewState }) {
  const t = useTranslations("feedback");
  const list = useFeedback(state.filters);
  if (!list.rows)
    return list.error ? (
      <ErrorCard title={t("loadError")} error={list.error} onRetry={() => void list.refetch()} />
    ) : (
      <SkeletonLines lines={6} />
    );
  if (list.rows.length === 0)
    return state.isFiltered ? (
      <NoMatch onClear={state.clear} />
    ) : (
      <Empty icon={<Star aria-hidden />}>{t("empty")}</Empty>
    );
  return (
    <>
      <ol
        aria-label={t("label")}
        className={cn(
          "divide-y divide-border rounded-card edge bg-surface",
          list.isPlaceholderData && "opacity-60",
        )}
      >
        {list.rows.map((feedback) => (
          <li key={feedback.id} className="grid gap-2 p-4">
            <FeedbackEntry feedback={feedback} />
          </li>
        ))}
      </ol>
      {list.hasNextPage ? (
        <Button
          className="justify-self-center"
          busy={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          {t("more")}
        </Button>
      ) : null}
    </>
  );
}
