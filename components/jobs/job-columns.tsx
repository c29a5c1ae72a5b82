"use client";

import { useMemo } from "react";
import { useTranslations } from "use-intl/react";
import type { Column, CompactRow } from "@/components/shared/data-table";
import { Marked } from "@/components/shared/marked";
import { Priority } from "@/components/shared/priority";
import { When } from "@/components/shared/when";
import { isJobOver } from "@/lib/jobs/rules";
import type { JobRow } from "@/lib/jobs/schema";
import { DueDate } from "@/components/shared/due-date";
import { JobState } from "./job-state";

const placeOf = ({ property }: JobRow) => [property.line1, property.city].filter(Boolean).join(", ");

function NextVisit({ job }: { job: JobRow }) {
  const t = useTranslations("jobs");
  if (!job.next_visit)
    return <span className="text-text-3">{isJobOver(job.status) ? t("over") : t("notPlanned")}</span>;
  return <When at={job.next_visit.starts_at} timeZone={job.property.time_zone} />;
}

const nextVisitOf = (row: JobRow) => <NextVisit job={row} />;

function StateCell({ job }: { job: JobRow }) {
  return (
    <span className="flex items-center gap-2">
      <JobState status={job.status} />
      <Priority value={job.priority} quiet />
    </span>
  );
}

export function useJobColumns(query: string | undefined): Column<JobRow>[] {
  const t = useTranslations("jobs");
  return useMemo(
    () => [
      {
        id: "number",
        header: t("column.number"),
        width: "6rem",
        cell: (row) => <Marked text={row.number} query={query} />,
      },
      { id: "title", header: t("column.title"), cell: (row) => <Marked text={row.title} query={query} /> },
      { id: "state", header: t("column.state"), width: "12rem", cell: (row) => <StateCell job={row} /> },
      {
        id: "customer",
        header: t("column.customer"),
        width: "15%",
        cell: (row) => <Marked text={row.customer.display_name} query={query} />,
      },
      {
        id: "place",
        header: t("column.place"),
        width: "15%",
        from: "xl",
        cell: (row) => <Marked text={placeOf(row)} query={query} />,
      },
      {
        id: "due",
        header: t("column.due"),
        width: "7rem",
        from: "lg",
        cell: (row) => <DueDate on={row.due_on} isOver={isJobOver(row.status)} />,
      },
      { id: "next", header: t("column.next"), width: "11.5rem", from: "lg", cell: nextVisitOf },
      {
        id: "visits",
        header: t("column.visits"),
        width: "5rem",
        from: "xl",
        align: "end",
        cell: (row) => t("visitsShort", row.visits),
      },
    ],
    [t, query],
  );
}

/** On a phone: what and in which state; below it whose and when somebody comes next. */
export function useCompactJob(query: string | undefined): (row: JobRow) => CompactRow {
  return (row) => ({
    title: <Marked text={row.title} query={query} />,
    meta: (
      <>
        {row.customer.display_name} · <NextVisit job={row} />
      </>
    ),
    aside: <JobState status={row.status} />,
  });
}
