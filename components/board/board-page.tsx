"use client";

import { CalendarPlus } from "lucide-react";
import { useRouter } from "next/navigation";
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from "react";
import type { ComponentProps } from "react";
import { useTranslations } from "use-intl/react";
import { NoMatch } from "@/components/shared/empty";
import { ErrorCard } from "@/components/shared/error-card";
import { useCan, useMember } from "@/components/shared/member";
import { openNewVisit } from "@/components/shared/new-visit";
import { PageFrame } from "@/components/shared/page-frame";
import { BusyBar } from "@/components/ui/busy-bar";
import { Button } from "@/components/ui/button";
import { lazyShown, loadPart } from "@/components/ui/lazy-overlay";
import type { Booking } from "@/lib/bookings/schema";
import { BoardHead } from "./board-head";
import { BoardNotes } from "./board-notes";
import { AgendaSkeleton, BoardSkeleton } from "./board-skeleton";
import { DayBoard } from "./day-board";
import type { BoardHands } from "./hands";
import { NoPeople } from "./no-people";
import { useBoard, useChanged, useHeldInPlace } from "./use-board";
import { useBoardKeys } from "./use-board-keys";
import { useBoardState } from "./use-board-state";
import type { BoardState } from "./use-board-state";
import { useIsPhone } from "./use-is-phone";
import { useRoving } from "./use-roving";
import { filterRows, useRows } from "./use-rows";
import { dayOf } from "./view";
import { WeekBoard } from "./week-board";

const BoardPeek = lazyShown(() => import("./board-peek").then((peek) => peek.BoardPeek));
/** Of phones, which in turn draw no grid. */
const Agenda = lazy(() => loadPart(() => import("./agenda").then((part) => ({ default: part.Agenda }))));

function PhoneAgenda(props: ComponentProps<typeof Agenda>) {
  return (
    <Suspense fallback={<AgendaSkeleton />}>
      <Agenda {...props} />
    </Suspense>
  );
}

/** The day as it is, by person: who does what when, and what nobody does yet. */
export function BoardPage() {
  const t = useTranslations("board");
  const can = useCan();
  const { organization } = useMember();
  const state = useBoardState(organization.time_zone);
  return (
    <PageFrame
      title={t("title")}
      flush
      filters={<BoardHead state={state} zone={organization.time_zone} />}
      actions={
        can("create", "bookings") ? (
          <Button variant="primary" icon={<CalendarPlus aria-hidden />} onClick={() => openNewVisit()}>
            {t("newVisit")}
          </Button>
        ) : null
      }
    >
      <Schedule state={state} zone={organization.time_zone} />
    </PageFrame>
  );
}

function useHands(state: BoardState): BoardHands {
  const can = useCan();
  const { organization } = useMember();
  const router = useRouter();
  const { setPeek } = state;
  const latest = useRef(setPeek);
  useEffect(() => {
    latest.current = setPeek;
  });
  const mayPlan = can("create", "bookings");
  const hasResourcePages = can("read", "resources");
  return useMemo(
    () => ({
      onOpen: (visit: Booking, isPointer: boolean) => {
        if (isPointer) latest.current(visit.id);
        else router.push(`/o/${organization.slug}/bookings/${visit.id}`);
      },
      onPlan: mayPlan
        ? (resourceId: string, startsAt: string) =>
            openNewVisit({ resource_id: resourceId, starts_at: startsAt })
        : null,
      hasResourcePages,
    }),
    [router, organization.slug, mayPlan, hasResourcePages],
  );
}

function Schedule({ state, zone }: { state: BoardState; zone: string }) {
  const t = useTranslations("board");
  const { data, error, refetch, isPlaceholderData } = useBoard(state.query);
  const [focusedId, setFocusedId] = useState<string | null>(null);
  const heldId = focusedId ?? state.view.peek;
  const board = useHeldInPlace(data, heldId);
  const changed = useChanged(data);
  const rows = filterRows(useRows(board), state.view.q);
  const visits = board?.bookings ?? [];
  useBoardKeys(visits.find(({ id }) => id === heldId) ?? null);
  const peeked = visits.find(({ id }) => id === state.view.peek);
  const isPhone = useIsPhone();
  if (!board)
    return error ? (
      <ErrorCard title={t("failed")} error={error} onRetry={() => void refetch()} />
    ) : (
      <BoardSkeleton />
    );
  if (board.resources.length === 0) return <NoPeople />;
  return (
    <>
      <div className="sticky top-(--header) z-20 text-accent-text">
        {isPlaceholderData ? <BusyBar /> : null}
      </div>
      <BoardNotes board={board} state={state} zone={zone} />
      {isPhone ? (
        <PhoneAgenda
          rows={rows}
          dates={state.dates}
          zone={zone}
          person={state.view.person}
          onPerson={state.setPerson}
        />
      ) : (
        <>
          <AgendaSkeleton />
          <Grid
            state={state}
            zone={zone}
            rows={rows}
            changed={changed}
            closures={board.closures}
            onFocus={setFocusedId}
          />
        </>
      )}
      <Beside state={state} isEmpty={rows.length === 0} peeked={peeked} />
    </>
  );
}

type BesideProps = { state: BoardState; isEmpty: boolean; peeked: Booking | undefined };

/** What stands below or beside the rows. */
function Beside({ state, isEmpty, peeked }: BesideProps) {
  return (
    <>
      {isEmpty ? <NoMatch query={state.view.q} onClear={() => state.setQuery("")} /> : null}
      {peeked ? <BoardPeek key={peeked.id} visit={peeked} onClose={() => state.setPeek(null)} /> : null}
    </>
  );
}

type GridProps = {
  state: BoardState;
  zone: string;
  rows: ReturnType<typeof useRows>;
  changed: ReadonlySet<string>;
  closures: readonly { date: string; name: string }[];
  onFocus: (visitId: string | null) => void;
};

function Grid({ state, zone, rows, changed, closures, onFocus }: GridProps) {
  const t = useTranslations("board");
  const { organization } = useMember();
  const root = useRef<HTMLDivElement>(null);
  const hands = useHands(state);
  const roving = useRoving(root, { onPeek: state.setPeek, onFocusVisit: onFocus });
  const shared = { rows, hands, zone, changed, currentId: state.view.peek };
  return (
    <div
      ref={root}
      role="grid"
      aria-label={t("title")}
      aria-rowcount={rows.length + 1}
      className="relative [--people:13rem] max-md:hidden xl:[--people:15rem]"
      {...roving}
    >
      {state.view.view === "week" ? (
        <WeekBoard
          {...shared}
          dates={state.dates}
          today={state.today}
          closures={closures}
          href={`/o/${organization.slug}/board`}
        />
      ) : (
        <DayBoard {...shared} day={dayOf(state.date, zone)} />
      )}
    </div>
  );
}
