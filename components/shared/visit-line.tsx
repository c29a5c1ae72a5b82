"use client";

import Link from "next/link";
import { useTranslations } from "use-intl/react";
import type { ComponentProps, ReactNode } from "react";
import { useFormats } from "@/lib/i18n/client";
import { ErrorCard } from "./error-card";
import { useMember } from "./member";
import { SkeletonLines } from "./skeleton";
import { StateBadge, StateNotes } from "./state-badge";
import { WhenWindow } from "./when";

/** Of a visit what its line says. */
type Visit = {
  id: string;
  number: string;
  status: ComponentProps<typeof StateBadge>["state"];
  status_reason: string | null;
  outcome: string | null;
  outcome_reason: string | null;
  starts_at: string | null;
  ends_at: string | null;
  actual_start: string | null;
  actual_end: string | null;
  late: ComponentProps<typeof StateNotes>["late"];
  at_risk: ComponentProps<typeof StateNotes>["atRisk"];
  assignments: readonly { name: string; crew_name: string | null }[];
  job: { property: { time_zone: string } };
};

type VisitLinesProps<V extends Visit> = {
  /** Undefined while they load. */
  visits: readonly V[] | undefined;
  problem: { title: string; error: unknown; onRetry: () => void };
  empty: ReactNode;
  beside?: (visit: V) => string;
};

/** The visits of a record inside its card, with what stands there before and instead of them. */
export function VisitLines<V extends Visit>({ visits, problem, empty, beside }: VisitLinesProps<V>) {
  if (!visits)
    return problem.error ? (
      <ErrorCard {...problem} className="my-0 border-0 p-0" />
    ) : (
      <SkeletonLines lines={3} />
    );
  if (visits.length === 0)
    return <div className="flex flex-wrap items-center gap-3 text-text-2">{empty}</div>;
  return (
    <ol className="-mx-2 grid">
      {visits.map((visit) => (
        <VisitLine key={visit.id} visit={visit} beside={beside?.(visit)} />
      ))}
    </ol>
  );
}

/** When, who goes or went, and how it ended. `beside`: what tells it from its neighbours. */
function VisitLine({ visit, beside }: { visit: Visit; beside?: string }) {
  const bookings = useTranslations("bookings");
  const formats = useFormats();
  const { slug } = useMember().organization;
  const names = [...new Set(visit.assignments.map((one) => one.crew_name ?? one.name))];
  const result = visit.outcome === "incomplete" ? visit.outcome_reason : visit.status_reason;
  return (
    <li className="relative grid gap-x-4 gap-y-1 rounded-control px-2 py-2.5 hover:bg-hover sm:grid-cols-[minmax(0,1fr)_auto]">
      <div className="grid min-w-0 gap-0.5">
        <p className="flex flex-wrap items-center gap-x-3">
          <Link
            href={`/o/${slug}/bookings/${visit.id}`}
            className="font-medium tabular-nums after:absolute after:inset-0 after:content-['']"
          >
            {visit.number}
          </Link>
          {visit.starts_at ? (
            <WhenWindow
              from={visit.actual_start ?? visit.starts_at}
              to={visit.actual_end ?? visit.ends_at}
              timeZone={visit.job.property.time_zone}
            />
          ) : (
            <span className="text-text-3">{bookings("noTime")}</span>
          )}
        </p>
        <p className="text-13 text-text-2">
          {names.length > 0 ? formats.list(names) : bookings("nobody")}
          {beside ? ` · ${beside}` : ""}
          {result ? ` · ${result}` : ""}
        </p>
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <StateNotes late={visit.late} atRisk={visit.at_risk} />
        {visit.outcome === "incomplete" ? (
          <span className="text-12 text-warning">{bookings("notFinished")}</span>
        ) : null}
        <StateBadge state={visit.status} />
      </div>
    </li>
  );
}
