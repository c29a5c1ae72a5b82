"use client";

import Link from "next/link";
import { useTranslations } from "use-intl/react";
import { useCan, useMember } from "@/components/shared/member";
import { StateBadge, StateNotes } from "@/components/shared/state-badge";
import { requestForVisits } from "@/components/shared/visit-request";
import { InRowContext, WhenWindow } from "@/components/shared/when";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import { clip, minutesOf } from "@/lib/board/rules";
import type { BoardRow, Span } from "@/lib/board/rules";
import type { Booking } from "@/lib/bookings/schema";
import { isMovable } from "@/lib/bookings/rules";
import { useFormats } from "@/lib/i18n/client";
import { startOfDay } from "@/lib/time";
import { freeSpans } from "./free-cell";
import { serviceOf } from "./use-bar-words";
import { dayOf } from "./view";

const HOLDING = "holding";
const keyOf = ({ resource }: BoardRow) => resource?.id ?? HOLDING;

type AgendaProps = {
  rows: readonly BoardRow[];
  dates: readonly string[];
  zone: string;
  person: string | null;
  onPerson: (id: string) => void;
};

/** The board of a phone: one person's visits in order, and a switch to the next person. */
export function Agenda({ rows, dates, zone, person, onPerson }: AgendaProps) {
  const t = useTranslations("board");
  const row = rows.find((each) => keyOf(each) === person) ?? rows[0];
  if (!row) return null;
  const options = rows.map((each) => ({
    value: keyOf(each),
    label: each.resource?.name ?? t("holding"),
    hint: t("visits", { count: each.bars.length + each.anyTime.length }),
  }));
  return (
    <div className="grid gap-4 px-4 py-4">
      <Select aria-label={t("person")} options={options} value={keyOf(row)} onValueChange={onPerson} />
      {dates.map((date) => (
        <AgendaDay key={date} row={row} date={date} zone={zone} hasHead={dates.length > 1} />
      ))}
    </div>
  );
}

type AgendaDayProps = { row: BoardRow; date: string; zone: string; hasHead: boolean };

function AgendaDay({ row, date, zone, hasHead }: AgendaDayProps) {
  const t = useTranslations("board");
  const formats = useFormats();
  const day: Span = dayOf(date, zone);
  const timed = row.bars
    .filter((bar) => clip(bar, day) !== null)
    .toSorted((a, b) => a.fromMs - b.fromMs)
    .map(({ visit }) => visit);
  const visits = [...row.anyTime.filter(({ flexible_on }) => !flexible_on || flexible_on === date), ...timed];
  const free = minutesOf(freeSpans(row, day));
  return (
    <section className="grid gap-2">
      {hasHead ? <h2 className="font-semibold">{formats.day(startOfDay(date, zone), zone)}</h2> : null}
      {visits.length > 0 ? (
        <ul className="divide-y divide-border overflow-hidden rounded-card edge bg-surface">
          {visits.map((visit) => (
            <AgendaVisit key={visit.id} visit={visit} />
          ))}
        </ul>
      ) : null}
      {row.resource ? (
        <p className="text-13 text-text-3 tabular-nums">
          {free > 0 ? t("free", { duration: formats.duration(free) }) : t("freeNone")}
        </p>
      ) : null}
    </section>
  );
}

function AgendaVisit({ visit }: { visit: Booking }) {
  const t = useTranslations("board");
  const can = useCan();
  const { organization } = useMember();
  const { job, starts_at, ends_at } = visit;
  return (
    <li className="flex items-center gap-2 pe-2">
      <Link
        href={`/o/${organization.slug}/bookings/${visit.id}`}
        className="grid min-h-16 min-w-0 flex-1 content-center gap-0.5 px-4 py-2 focus-inset"
      >
        <span className="flex min-w-0 items-center gap-2">
          <InRowContext value>
            <span className="shrink-0 text-13 tabular-nums">
              {starts_at ? (
                <WhenWindow from={starts_at} to={ends_at} timeZone={job.property.time_zone} show="time" />
              ) : (
                t("anyTime")
              )}
            </span>
          </InRowContext>
          <StateBadge state={visit.status} className="ms-auto" />
        </span>
        <span className="truncate font-medium">{job.customer.display_name}</span>
        <span className="truncate text-13 text-text-2">
          {[serviceOf(visit), job.property.line1].join(" · ")}
        </span>
        <StateNotes late={visit.late} atRisk={visit.at_risk} overlap={visit.overlap} />
      </Link>
      {can("update", "bookings") && isMovable(visit.status) ? (
        <Button size="sm" onClick={() => requestForVisits({ action: "reschedule", ids: [visit.id] })}>
          {t("move")}
        </Button>
      ) : null}
    </li>
  );
}
