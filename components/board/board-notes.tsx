"use client";

import { useQuery } from "@tanstack/react-query";
import { CalendarOff, Clock3, Inbox, ListTodo, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "use-intl/react";
import type { ReactNode } from "react";
import { useMember } from "@/components/shared/member";
import type { Board } from "@/lib/board/schema";
import { hoursOfDay } from "@/lib/time";
import { fetchToday, todayKeys } from "@/lib/today/client";
import type { BoardState } from "./use-board-state";

type BoardNotesProps = { board: Board; state: BoardState; zone: string };

/** What must be known before reading the rows: a closed day, a day of 23 or 25 hours, work that nobody has yet. */
export function BoardNotes({ board, state, zone }: BoardNotesProps) {
  const t = useTranslations("board");
  const { organization } = useMember();
  const base = `/o/${organization.slug}`;
  const waiting = useWaitingJobs();
  const isDay = state.view.view === "day";
  const hours = hoursOfDay(state.date, zone);
  const closure = isDay ? board.closures.find(({ date }) => date === state.date) : undefined;
  const unassigned = board.bookings.filter(
    ({ assignments, status }) => assignments.length === 0 && status === "scheduled",
  ).length;
  const isEmpty = !closure && (!isDay || hours === 24) && !board.truncated && unassigned + waiting === 0;
  if (isEmpty) return null;
  return (
    <ul className="flex flex-wrap gap-x-5 gap-y-1 edge-b px-4 py-2 text-13 text-text-2 md:px-3">
      {closure ? <Note icon={<CalendarOff />}>{t("closed", { name: closure.name })}</Note> : null}
      {isDay && hours !== 24 ? <Note icon={<Clock3 />}>{t("clockChange", { hours })}</Note> : null}
      {board.truncated ? <Note icon={<TriangleAlert />}>{t("truncated")}</Note> : null}
      {unassigned > 0 ? (
        <Note icon={<Inbox />} href={`${base}/bookings?view=unassigned`}>
          {t("unassigned", { count: unassigned })}
        </Note>
      ) : null}
      {waiting > 0 ? (
        <Note icon={<ListTodo />} href={`${base}/backlog`}>
          {t("backlog", { count: waiting })}
        </Note>
      ) : null}
    </ul>
  );
}

/** Work that is due soon and has no time yet; the same answer as the sidebar's badge. */
function useWaitingJobs(): number {
  const { data } = useQuery({
    queryKey: todayKeys.all,
    queryFn: ({ signal }) => fetchToday(signal),
    retry: false,
  });
  return data?.counts.backlog_due ?? 0;
}

function Note({ icon, href, children }: { icon: ReactNode; href?: string; children: string }) {
  return (
    <li className="flex items-center gap-2 [&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:stroke-[1.75] [&>svg]:text-warning">
      {icon}
      {href ? (
        <Link href={href} className="underline-offset-4 hover:underline">
          {children}
        </Link>
      ) : (
        <span>{children}</span>
      )}
    </li>
  );
}
