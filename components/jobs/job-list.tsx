"use client";

import { CalendarPlus, ClipboardList } from "lucide-react";
import { useCallback } from "react";
import { useTranslations } from "use-intl/react";
import { ViewPicker } from "@/components/saved-views/view-picker";
import { DataTable } from "@/components/shared/data-table";
import { Empty, NoMatch } from "@/components/shared/empty";
import { ErrorCard } from "@/components/shared/error-card";
import { useCan, useMember } from "@/components/shared/member";
import { openNewVisit } from "@/components/shared/new-visit";
import { PageFrame } from "@/components/shared/page-frame";
import { hasRowInHand } from "@/components/shared/use-held-rows";
import { WaitingRows } from "@/components/shared/waiting-rows";
import { Button } from "@/components/ui/button";
import type { JobRow } from "@/lib/jobs/schema";
import { JOB_VIEWS } from "./filters";
import { useCompactJob, useJobColumns } from "./job-columns";
import { JobFilterBar } from "./job-filter-bar";
import { JobPeek } from "./job-peek";
import { useJobView } from "./use-job-view";
import type { JobViewState } from "./use-job-view";
import { useJobs } from "./use-jobs";

export function JobList() {
  const t = useTranslations("jobs");
  const mayCreate = useCan()("create", "bookings");
  const state = useJobView();
  const hasPeek = state.view.peek !== null;
  const isHeld = useCallback(() => hasPeek || hasRowInHand(), [hasPeek]);
  const list = useJobs(state.filters, isHeld);
  return (
    <PageFrame
      flush
      title={t("title")}
      count={<Count shown={list.rows?.length} hasMore={list.hasNextPage} />}
      filters={
        <div className="flex min-w-0 flex-1 items-center gap-2 max-md:flex-col max-md:items-start max-md:[&>*]:max-w-full">
          <Views state={state} />
          <JobFilterBar state={state} isBusy={list.isPlaceholderData} />
        </div>
      }
      actions={
        mayCreate ? (
          <Button variant="primary" icon={<CalendarPlus aria-hidden />} onClick={() => openNewVisit()}>
            {t("newVisit")}
          </Button>
        ) : null
      }
    >
      {list.isError && !list.rows ? (
        <ErrorCard title={t("list.error")} error={list.error} onRetry={() => void list.refetch()} />
      ) : (
        <JobTable list={list} state={state} />
      )}
    </PageFrame>
  );
}

function Views({ state }: { state: JobViewState }) {
  const t = useTranslations("jobs");
  const builtIn = JOB_VIEWS.map((id, index) => ({
    id,
    label: t(`view.${id}`),
    query: index === 0 ? "" : `view=${id}`,
  }));
  return <ViewPicker list="jobs" builtIn={builtIn} query={state.query} onShow={state.show} />;
}

function Count({ shown, hasMore }: { shown: number | undefined; hasMore: boolean }) {
  const t = useTranslations("jobs");
  if (shown === undefined || shown === 0) return null;
  return hasMore ? t("countSome", { count: shown }) : t("countAll", { count: shown });
}

function JobTable({ list, state }: { list: ReturnType<typeof useJobs>; state: JobViewState }) {
  const t = useTranslations("jobs");
  const { slug } = useMember().organization;
  const query = state.filters.q;
  const peeked = list.rows?.find((row) => row.id === state.view.peek);
  const togglePeek = (row: JobRow) => state.set({ peek: row.id === state.view.peek ? null : row.id });
  return (
    <>
      <WaitingRows count={list.waiting} onShow={list.settle} />
      <DataTable
        caption={t("list.label", { count: list.rows?.length ?? 0 })}
        columns={useJobColumns(query)}
        rows={list.rows}
        rowId={(row) => row.id}
        rowHref={(row) => `/o/${slug}/jobs/${row.id}`}
        compact={useCompactJob(query)}
        onPeek={togglePeek}
        currentId={peeked?.id ?? null}
        isRefreshing={list.isPlaceholderData}
        more={{
          hasMore: list.hasNextPage,
          isLoading: list.isFetchingNextPage,
          error: list.isFetchNextPageError ? list.error : undefined,
          onMore: () => void list.fetchNextPage(),
        }}
        empty={<NoRows state={state} />}
      />
      {peeked ? <JobPeek job={peeked} onClose={() => state.set({ peek: null })} /> : null}
    </>
  );
}

function NoRows({ state }: { state: JobViewState }) {
  const t = useTranslations("jobs");
  if (state.isFiltered) return <NoMatch query={state.filters.q} onClear={state.clear} />;
  return <Empty icon={<ClipboardList aria-hidden />}>{t(`list.empty.${state.view.view}`)}</Empty>;
}
