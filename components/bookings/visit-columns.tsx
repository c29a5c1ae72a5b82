"use client";

import { useMemo } from "react";
import { useTranslations } from "use-intl/react";
import type { Column, CompactRow } from "@/components/shared/data-table";
import { Marked } from "@/components/shared/marked";
import { useMember } from "@/components/shared/member";
import { Person } from "@/components/shared/person";
import { Priority } from "@/components/shared/priority";
import { StateBadge, StateNotes } from "@/components/shared/state-badge";
import { usePhoneFormat } from "@/components/shared/use-phone-format";
import { WhenWindow } from "@/components/shared/when";
import { cn } from "@/lib/cn";
import type { Booking } from "@/lib/bookings/schema";
import { UNKNOWN } from "@/lib/i18n/format";
import { USUAL_COLUMNS } from "./filters";
import type { VisitColumnId } from "./filters";
import { isSeen, namesOf, placeOf, workOf } from "./use-visit-words";
import { VisitWhen } from "./visit-when";

function StateCell({ visit }: { visit: Booking }) {
  return (
    <span className="flex min-w-0 items-center gap-2">
      <StateBadge state={visit.status} isSeen={isSeen(visit)} className="shrink-0" />
      <StateNotes late={visit.late} atRisk={visit.at_risk} />
    </span>
  );
}

/** One with a face, the others counted: their names are in the quick look. */
export function PeopleCell({ visit }: { visit: Booking }) {
  const t = useTranslations("bookings");
  const names = namesOf(visit.assignments);
  const first = visit.assignments.find((one) => (one.crew_name ?? one.name) === names[0]);
  if (!first) return <span className="text-text-3">{t("nobody")}</span>;
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      <Person
        id={first.crew_id ?? first.resource_id}
        name={names[0] ?? ""}
        size="sm"
        className="max-w-full"
      />
      {names.length > 1 ? (
        <span className="shrink-0 text-13 text-text-3" title={names.slice(1).join(", ")}>
          +{names.length - 1}
        </span>
      ) : null}
    </span>
  );
}

const isGone = (visit: Booking) => visit.status === "cancelled";

function CustomerCell({ visit, query }: { visit: Booking; query: string | undefined }) {
  return (
    <span className={cn(isGone(visit) && "text-text-2 line-through")}>
      <Marked text={visit.job.customer.display_name} query={query} />
    </span>
  );
}

/** What is told and not what is planned: the window the customer heard first. */
function PromisedCell({ visit }: { visit: Booking }) {
  const window = visit.promised_window;
  if (!window) return <span className="text-text-3">{UNKNOWN}</span>;
  return <WhenWindow from={window.starts_at} to={window.ends_at} timeZone={visit.job.property.time_zone} />;
}

function PhoneCell({ visit }: { visit: Booking }) {
  const { country } = useMember().organization;
  const format = usePhoneFormat();
  const { phone } = visit.job.customer;
  return phone ? <span className="tabular-nums">{format(phone, country)}</span> : UNKNOWN;
}

/** The columns somebody has chosen, in the list's order; null for the usual ones. */
export function useVisitColumns(
  query: string | undefined,
  chosen: readonly VisitColumnId[] | null,
): Column<Booking>[] {
  const usual = useUsualColumns(query);
  const more = useMoreColumns();
  return useMemo(() => {
    const all = [...usual, ...more];
    return (chosen ?? USUAL_COLUMNS).flatMap((id) => all.find((column) => column.id === id) ?? []);
  }, [usual, more, chosen]);
}

/** What not every company looks at: there when it is chosen. */
function useMoreColumns(): Column<Booking>[] {
  const t = useTranslations("bookings");
  return useMemo(
    () => [
      {
        id: "promised",
        header: t("column.promised"),
        width: "15.5rem",
        cell: (row) => <PromisedCell visit={row} />,
      },
      { id: "phone", header: t("column.phone"), width: "9.5rem", cell: (row) => <PhoneCell visit={row} /> },
      {
        id: "priority",
        header: t("column.priority"),
        width: "7rem",
        cell: (row) => <Priority value={row.job.priority} />,
      },
      { id: "job", header: t("column.job"), width: "6rem", cell: (row) => row.job.number },
    ],
    [t],
  );
}

function useUsualColumns(query: string | undefined): Column<Booking>[] {
  const t = useTranslations("bookings");
  return useMemo(
    () => [
      {
        id: "number",
        header: t("column.number"),
        width: "6rem",
        cell: (row) => (
          <span className="tabular-nums">
            <Marked text={row.number} query={query} />
          </span>
        ),
      },
      { id: "state", header: t("column.state"), width: "13.5rem", cell: (row) => <StateCell visit={row} /> },
      { id: "when", header: t("column.when"), width: "15.5rem", cell: (row) => <VisitWhen visit={row} /> },
      {
        id: "customer",
        header: t("column.customer"),
        cell: (row) => <CustomerCell visit={row} query={query} />,
      },
      {
        id: "place",
        header: t("column.place"),
        width: "14%",
        from: "xl",
        cell: (row) => <Marked text={placeOf(row)} query={query} />,
      },
      { id: "service", header: t("column.service"), width: "11%", from: "lg", cell: workOf },
      {
        id: "people",
        header: t("column.people"),
        width: "9.5rem",
        from: "lg",
        cell: (row) => <PeopleCell visit={row} />,
      },
    ],
    [t, query],
  );
}

/** On a phone: whose visit and its state; below it when and who comes. */
export function useCompactVisit(query: string | undefined): (row: Booking) => CompactRow {
  const t = useTranslations("bookings");
  return (row) => ({
    title: <CustomerCell visit={row} query={query} />,
    meta: (
      <>
        <VisitWhen visit={row} /> · {namesOf(row.assignments)[0] ?? t("nobody")}
      </>
    ),
    aside: (
      <span className="flex flex-col items-end gap-1">
        <StateBadge state={row.status} isSeen={isSeen(row)} />
        <StateNotes late={row.late} atRisk={row.at_risk} />
      </span>
    ),
  });
}
