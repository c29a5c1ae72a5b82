"use client";

import { CalendarOff, Clock3, Inbox, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "use-intl/react";
import type { ReactNode } from "react";
import { useMember } from "@/components/shared/member";
import type { Board } from "@/lib/board/schema";
import { hoursOfDay } from "@/lib/time";
import type { BoardState } from "./use-board-state";

type BoardNotesProps = { board: Board; state: BoardState; zone: string };

/** What must be known before reading the rows: a closed day, a day of 23 or 25 hours, work that nobody has yet. */
export function BoardNotes({ board, state, zone }: BoardNotesProps) {
  const t = useTranslations("board");
  const { organization } = useMember();
  const isDay = state.view.view === "day";
  const hours = hoursOfDay(state.date, zone);
  const closure = board.closures.find(({ date }) => date === state.date);
  const unassigned = board.bookings.filter(
    ({ assignments, status }) => assignments.length === 0 && status === "scheduled",
  ).length;
  const notes: { id: string; node: ReactNode }[] = [];
  if (isDay && closure)
    notes.push({
      id: "closure",
      node: <Note icon={<CalendarOff />}>{t("closed", { name: closure.name })}</Note>,
    });
  if (isDay && hours !== 24)
    notes.push({ id: "hours", node: <Note icon={<Clock3 />}>{t("clockChange", { hours })}</Note> });
  if (board.truncated)
    notes.push({ id: "truncated", node: <Note icon={<TriangleAlert />}>{t("truncated")}</Note> });
  if (unassigned > 0)
    notes.push({
      id: "unassigned",
      node: (
        <Note icon={<Inbox />}>
          <Link
            href={`/o/${organization.slug}/bookings?view=unassigned`}
            className="underline-offset-4 hover:underline"
          >
            {t("unassigned", { count: unassigned })}
          </Link>
        </Note>
      ),
    });
  if (notes.length === 0) return null;
  return (
    <ul className="flex flex-wrap gap-x-5 gap-y-1 edge-b px-4 py-2 text-13 text-text-2 md:px-3">
      {notes.map(({ id, node }) => (
        <li key={id}>{node}</li>
      ))}
    </ul>
  );
}

function Note({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <span className="flex items-center gap-2 [&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:stroke-[1.75] [&>svg]:text-warning">
      {icon}
      <span>{children}</span>
    </span>
  );
}
