"use client";

import { CalendarPlus, CalendarSearch } from "lucide-react";
import { useCallback, useState } from "react";
import { useTranslations } from "use-intl/react";
import { ViewPicker } from "@/components/saved-views/view-picker";
import { DataTable } from "@/components/shared/data-table";
import { Empty, NoMatch } from "@/components/shared/empty";
import { ErrorCard } from "@/components/shared/error-card";
import { useCan, useMember } from "@/components/shared/member";
import { openNewVisit } from "@/components/shared/new-visit";
import { PageFrame } from "@/components/shared/page-frame";
import { WaitingRows } from "@/components/shared/waiting-rows";
import { Button } from "@/components/ui/button";
import { lazyShown } from "@/components/ui/lazy-overlay";
import type { Booking } from "@/lib/bookings/schema";
import { ColumnChoice } from "./column-choice";
import { VISIT_VIEWS } from "./filters";
import { hasRowInHand } from "@/components/shared/use-held-rows";
import { useRowSelection } from "@/components/shared/use-row-selection";
import { useVisitView } from "./use-visit-view";
import type { VisitViewState } from "./use-visit-view";
import { useVisits } from "./use-visits";
import { useCompactVisit, useVisitColumns } from "./visit-columns";
import { VisitFilterBar } from "./visit-filter-bar";
import { VisitSelectionBar } from "./visit-selection-bar";

const VisitPeek = lazyShown(() => import("./visit-peek").then((peek) => peek.VisitPeek));

export function VisitList() {
  const t = useTranslations("bookings");
  const mayCreate = useCan()("create", "bookings");
  const state = useVisitView();
  const selection = useVisitChoice();
  const hasSelection = selection.size > 0 || selection.isChoosing;
  const hasPeek = state.view.peek !== null;
  const isHeld = useCallback(() => hasSelection || hasPeek || hasRowInHand(), [hasSelection, hasPeek]);
  const list = useVisits(state.filters, isHeld);
  return (
    <PageFrame
      flush
      title={t("title")}
      count={<Count shown={list.rows?.length} hasMore={list.hasNextPage} />}
      filters={
        <div className="flex min-w-0 flex-1 items-center gap-2 max-md:flex-col max-md:items-start max-md:[&>*]:max-w-full">
          <div className="contents max-md:flex max-md:w-full max-md:flex-wrap max-md:items-center max-md:justify-between max-md:gap-2">
            <Views state={state} />
            <ChoiceSwitch choice={selection} />
          </div>
          <VisitFilterBar state={state} isBusy={list.isPlaceholderData} />
          <ColumnChoice chosen={state.view.columns} onChoose={(columns) => state.set({ columns })} />
        </div>
      }
      actions={
        mayCreate ? (
          <Button variant="primary" icon={<CalendarPlus aria-hidden />} onClick={() => openNewVisit()}>
            {t("new")}
          </Button>
        ) : null
      }
    >
      {list.isError && !list.rows ? (
        <ErrorCard title={t("list.error")} error={list.error} onRetry={() => void list.refetch()} />
      ) : (
        <VisitTable list={list} state={state} selection={selection} mayCreate={mayCreate} />
      )}
    </PageFrame>
  );
}

type VisitChoice = ReturnType<typeof useVisitChoice>;

/** On a phone choosing is begun and ended: a press on a row cannot mean both choosing and opening. */
function useVisitChoice() {
  const selection = useRowSelection();
  const [isChoosing, setIsChoosing] = useState(false);
  const end = () => {
    setIsChoosing(false);
    selection.clear();
  };
  return { ...selection, isChoosing, begin: () => setIsChoosing(true), end };
}

function ChoiceSwitch({ choice }: { choice: VisitChoice }) {
  const t = useTranslations("bookings.selection");
  const may = useCan();
  if (!may("assign", "bookings") && !may("update", "bookings")) return null;
  return (
    <Button
      className="md:hidden"
      aria-pressed={choice.isChoosing}
      onClick={choice.isChoosing ? choice.end : choice.begin}
    >
      {choice.isChoosing ? t("end") : t("begin")}
    </Button>
  );
}

function Views({ state }: { state: VisitViewState }) {
  const t = useTranslations("bookings");
  const builtIn = VISIT_VIEWS.map((id, index) => ({
    id,
    label: t(`view.${id}`),
    query: index === 0 ? "" : `view=${id}`,
  }));
  return (
    <ViewPicker
      list="bookings"
      builtIn={builtIn}
      query={state.query}
      columns={state.view.columns ?? []}
      onShow={state.show}
    />
  );
}

function Count({ shown, hasMore }: { shown: number | undefined; hasMore: boolean }) {
  const t = useTranslations("bookings");
  if (shown === undefined || shown === 0) return null;
  return hasMore ? t("countSome", { count: shown }) : t("countAll", { count: shown });
}

type VisitTableProps = {
  list: ReturnType<typeof useVisits>;
  state: VisitViewState;
  selection: VisitChoice;
  mayCreate: boolean;
};

function VisitTable({ list, state, selection, mayCreate }: VisitTableProps) {
  const t = useTranslations("bookings");
  const { slug } = useMember().organization;
  const query = state.filters.q;
  const chosen = list.rows?.filter((row) => selection.has(row.id)) ?? [];
  const peeked = list.rows?.find((row) => row.id === state.view.peek);
  const togglePeek = (row: Booking) => state.set({ peek: row.id === state.view.peek ? null : row.id });
  return (
    <>
      <WaitingRows count={list.waiting} onShow={list.settle} />
      <DataTable
        caption={t("list.label", { count: list.rows?.length ?? 0 })}
        columns={useVisitColumns(query, state.view.columns)}
        rows={list.rows}
        rowId={(row) => row.id}
        rowHref={(row) => `/o/${slug}/bookings/${row.id}`}
        compact={useCompactVisit(query)}
        onPeek={togglePeek}
        currentId={peeked?.id ?? null}
        selection={{
          ids: new Set(chosen.map((row) => row.id)),
          onToggle: (row) => selection.toggle(row.id),
          label: (row) => t("selection.label", { number: row.number }),
          isChoosing: selection.isChoosing,
        }}
        isRefreshing={list.isPlaceholderData}
        more={{
          hasMore: list.hasNextPage,
          isLoading: list.isFetchingNextPage,
          error: list.isFetchNextPageError ? list.error : undefined,
          onMore: () => void list.fetchNextPage(),
        }}
        empty={<NoRows state={state} mayCreate={mayCreate} />}
      />
      {peeked ? <VisitPeek visit={peeked} onClose={() => state.set({ peek: null })} /> : null}
      <VisitSelectionBar visits={chosen} isChoosing={selection.isChoosing} onClear={selection.end} />
    </>
  );
}

function NoRows({ state, mayCreate }: { state: VisitViewState; mayCreate: boolean }) {
  const t = useTranslations("bookings");
  const { view } = state.view;
  if (state.isFiltered) {
    // What is not ahead may lie behind: one press looks everywhere.
    if (view !== "all" && state.filters.q)
      return (
        <Empty
          icon={<CalendarSearch aria-hidden />}
          action={<Button onClick={() => state.set({ view: "all" })}>{t("list.searchAll")}</Button>}
        >
          {t("list.noMatchHere", { query: state.filters.q, view: t(`view.${view}`) })}
        </Empty>
      );
    return <NoMatch query={state.filters.q} onClear={state.clear} />;
  }
  const isWhole = view === "all" || view === "upcoming" || view === "today";
  return (
    <Empty
      icon={<CalendarSearch aria-hidden />}
      action={
        mayCreate && isWhole ? (
          <Button variant="primary" icon={<CalendarPlus aria-hidden />} onClick={() => openNewVisit()}>
            {t("new")}
          </Button>
        ) : null
      }
    >
      {t(`list.empty.${view}`)}
    </Empty>
  );
}
