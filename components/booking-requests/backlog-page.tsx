"use client";

import { useQuery } from "@tanstack/react-query";
import { Inbox } from "lucide-react";
import { useCallback, useEffect, useState } from "react";
import { useTranslations } from "use-intl/react";
import { DataTable } from "@/components/shared/data-table";
import type { More } from "@/components/shared/data-table";
import { Empty, NoMatch } from "@/components/shared/empty";
import { ErrorCard } from "@/components/shared/error-card";
import { FilterBar } from "@/components/shared/filter-bar";
import { useCan, useMember } from "@/components/shared/member";
import { PageFrame } from "@/components/shared/page-frame";
import { hasRowInHand } from "@/components/shared/use-held-rows";
import { useRowSelection } from "@/components/shared/use-row-selection";
import { WaitingRows } from "@/components/shared/waiting-rows";
import { lazyShown } from "@/components/ui/lazy-overlay";
import { Segmented } from "@/components/ui/segmented";
import { PRIORITIES } from "@/lib/jobs/rules";
import { fetchServiceTypes, serviceTypeKeys } from "@/lib/service-types/client";
import { factsOf } from "./backlog-item";
import type { BacklogItem } from "./backlog-item";
import { compactItem, useBacklogColumns } from "./backlog-columns";
import { BacklogSelectionBar } from "./backlog-selection-bar";
import { BACKLOG_TABS } from "./filters";
import type { BacklogTab } from "./filters";
import { useBacklog } from "./use-backlog";
import type { BacklogList } from "./use-backlog";
import { useBacklogView } from "./use-backlog-view";
import type { BacklogViewState } from "./use-backlog-view";
import type { Planning } from "./use-planning";
import { usePlanning } from "./use-planning";

const DeclineDialog = lazyShown(() => import("./decline-dialog").then((dialog) => dialog.DeclineDialog));
const PlanPanel = lazyShown(() => import("./plan-panel").then((panel) => panel.PlanPanel));

/** Work without a time: what was asked for, and what is a job already and still has to be planned. */
export function BacklogPage() {
  const t = useTranslations("booking-requests");
  const state = useBacklogView();
  const isOpen = state.view.open !== null;
  const isHeld = useCallback(() => isOpen || hasRowInHand(), [isOpen]);
  const decided = useDecided();
  const lists = useBacklog(state, isHeld, decided.gone);
  const list = lists[state.view.tab];
  return (
    <PageFrame
      flush
      title={t("title")}
      filters={
        <div className="flex min-w-0 flex-1 items-center gap-2 max-md:flex-col max-md:items-start max-md:[&>*]:max-w-full">
          <TabSwitch state={state} lists={lists} />
          <BacklogFilters state={state} isBusy={list.isPlaceholderData} />
        </div>
      }
    >
      {list.isError && !list.rows ? (
        <ErrorCard title={t("error")} error={list.error} onRetry={() => void list.refetch()} />
      ) : (
        <BacklogTable key={state.view.tab} list={list} state={state} decided={decided} />
      )}
    </PageFrame>
  );
}

type Lists = ReturnType<typeof useBacklog>;

function TabSwitch({ state, lists }: { state: BacklogViewState; lists: Lists }) {
  const t = useTranslations("booking-requests");
  const countOf = ({ rows, hasNextPage }: BacklogList) =>
    rows ? ` ${rows.length}${hasNextPage ? "+" : ""}` : "";
  return (
    <Segmented<BacklogTab>
      aria-label={t("tabs")}
      value={state.view.tab}
      onValueChange={(tab) => state.set({ tab, open: null })}
      options={BACKLOG_TABS.map((value) => ({
        value,
        label: `${t(`tab.${value}`)}${countOf(lists[value])}`,
      }))}
      className="shrink-0"
    />
  );
}

function BacklogFilters({ state, isBusy }: { state: BacklogViewState; isBusy: boolean }) {
  const t = useTranslations("booking-requests");
  const priorities = useTranslations("bookings.priority");
  const may = useCan();
  const services = useQuery({
    queryKey: serviceTypeKeys.list({}),
    queryFn: ({ signal }) => fetchServiceTypes({}, { limit: 200, signal }),
    enabled: may("read", "service_types"),
    staleTime: 300_000,
  });
  const rows = services.data?.data ?? [];
  return (
    <FilterBar
      search={{ value: state.text, onChange: state.search, placeholder: t("filter.search"), busy: isBusy }}
      filters={[
        {
          id: "priority",
          label: t("filter.priority"),
          value: state.view.priority,
          options: PRIORITIES.map((value) => ({ value, label: priorities(value) })),
          onChange: (value) => state.set({ priority: PRIORITIES.find((known) => known === value) ?? null }),
        },
        ...(rows.length > 0
          ? [
              {
                id: "service",
                label: t("filter.service"),
                value: state.view.service,
                options: rows.map(({ id, name }) => ({ value: id, label: name })),
                onChange: (service: string | null) => state.set({ service }),
              },
            ]
          : []),
      ]}
    />
  );
}

/** What was decided here leaves at once, before the server's list says so, and comes back when it is taken back. */
function useDecided() {
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set());
  return {
    gone,
    leave: (id: string) => setGone((before) => new Set(before).add(id)),
    comeBack: (id: string) => setGone((before) => new Set([...before].filter((each) => each !== id))),
  };
}

type Decided = ReturnType<typeof useDecided>;

/** The one after it opens, and gets the focus that its neighbour had. */
function useGoOn(rows: BacklogList["rows"], state: BacklogViewState) {
  const [focusId, setFocusId] = useState<string | null>(null);
  useEffect(() => {
    if (focusId === null) return;
    const links = document.querySelectorAll<HTMLElement>(
      `[data-row-id="${CSS.escape(focusId)}"] [data-row-link]`,
    );
    [...links].find((link) => link.offsetParent !== null)?.focus();
  }, [focusId]);
  return (id: string) => {
    if (state.view.open !== id || !rows) return;
    const at = rows.findIndex((row) => row.id === id);
    const next = rows[at + 1] ?? rows[at - 1] ?? null;
    state.set({ open: next?.id ?? null });
    setFocusId(next?.id ?? null);
  };
}

const moreOf = (list: BacklogList): More => ({
  hasMore: list.hasNextPage,
  isLoading: list.isFetchingNextPage,
  error: list.isFetchNextPageError ? list.error : undefined,
  onMore: () => void list.fetchNextPage(),
});

const pathOf = ({ kind, id }: BacklogItem) => (kind === "job" ? `/jobs/${id}` : `/backlog?open=${id}`);

type BacklogTableProps = { list: BacklogList; state: BacklogViewState; decided: Decided };

function BacklogTable({ list, state, decided }: BacklogTableProps) {
  const t = useTranslations("booking-requests");
  const { slug } = useMember().organization;
  const { tab, open } = state.view;
  const { rows } = list;
  const goOn = useGoOn(rows, state);
  const onDone = (id: string) => {
    goOn(id);
    decided.leave(id);
  };
  const selection = useRowSelection();
  const planning = usePlanning({ onDone, onBack: decided.comeBack });
  const chosen = rows?.filter((row) => selection.has(row.id)) ?? [];
  const opened = rows?.find((row) => row.id === open);
  const show = ({ id }: BacklogItem) => state.set({ open: id === open ? null : id });
  return (
    <>
      <WaitingRows count={list.waiting} onShow={list.settle} />
      <DataTable
        caption={t("label", { count: rows?.length ?? 0 })}
        columns={useBacklogColumns({ tab, query: state.requests.q, planning })}
        rows={rows}
        rowId={(row) => row.id}
        rowHref={(row) => `/o/${slug}${pathOf(row)}`}
        onOpen={show}
        compact={compactItem(state.requests.q)}
        onPeek={show}
        currentId={opened?.id ?? null}
        selection={{
          ids: new Set(chosen.map((row) => row.id)),
          onToggle: (row) => selection.toggle(row.id),
          label: (row) => t("select", { number: factsOf(row).number }),
        }}
        isRefreshing={list.isPlaceholderData}
        more={moreOf(list)}
        empty={<NoRows state={state} />}
      />
      <Beside
        opened={opened}
        chosen={chosen}
        state={state}
        onDone={onDone}
        onBack={decided.comeBack}
        onClear={selection.clear}
        planning={planning}
      />
    </>
  );
}

type BesideProps = {
  opened: BacklogItem | undefined;
  chosen: readonly BacklogItem[];
  state: BacklogViewState;
  planning: Planning;
  onDone: (id: string) => void;
  onBack: (id: string) => void;
  onClear: () => void;
};

/** What lies beside and over the list: the panel of one row, the bar of the chosen ones, declining either. */
function Beside({ opened, chosen, state, planning, onDone, onBack, onClear }: BesideProps) {
  const [declining, setDeclining] = useState<readonly BacklogItem[]>([]);
  return (
    <>
      {opened ? (
        <PlanPanel
          key={opened.id}
          item={opened}
          planning={planning}
          onDecline={() => setDeclining([opened])}
          onClose={() => state.set({ open: null })}
        />
      ) : null}
      <BacklogSelectionBar
        items={chosen}
        onDone={onDone}
        onBack={onBack}
        onDecline={() => setDeclining(chosen)}
        onClear={onClear}
      />
      {declining.length > 0 ? (
        <DeclineDialog
          requests={declining.flatMap((item) => (item.kind === "request" ? [item.request] : []))}
          onDone={onDone}
          onClose={() => setDeclining([])}
        />
      ) : null}
    </>
  );
}

function NoRows({ state }: { state: BacklogViewState }) {
  const t = useTranslations("booking-requests");
  if (state.isFiltered) return <NoMatch query={state.requests.q} onClear={state.clear} />;
  return <Empty icon={<Inbox aria-hidden />}>{t(`empty.${state.view.tab}`)}</Empty>;
}
