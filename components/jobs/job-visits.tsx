"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "use-intl/react";
import { Card } from "@/components/shared/card";
import { ErrorCard } from "@/components/shared/error-card";
import { usePollMs } from "@/components/shared/live";
import { useCan, useMember } from "@/components/shared/member";
import { openNewVisit } from "@/components/shared/new-visit";
import { SkeletonLines } from "@/components/shared/skeleton";
import { StateBadge, StateNotes } from "@/components/shared/state-badge";
import { WhenWindow } from "@/components/shared/when";
import { Button } from "@/components/ui/button";
import { bookingKeys, fetchBookings } from "@/lib/bookings/client";
import type { Booking } from "@/lib/bookings/schema";
import { useFormats } from "@/lib/i18n/client";
import { isJobOver } from "@/lib/jobs/rules";
import type { Job } from "@/lib/jobs/schema";
import { JOB_VISITS } from "./filters";

/** All visits of a job in the order of time, each with who went and how it ended. */
export function JobVisits({ job }: { job: Job }) {
  const t = useTranslations("jobs.visits");
  const mayPlan = useCan()("create", "bookings") && !isJobOver(job.status);
  const filters = { job_id: job.id };
  const { data, error, refetch } = useQuery({
    queryKey: bookingKeys.list(filters),
    queryFn: ({ signal }) => fetchBookings(filters, { limit: JOB_VISITS, signal }),
    refetchInterval: usePollMs(),
  });
  const visits = data?.data;
  return (
    <Card title={t("title")} count={job.visits.total}>
      {error && !visits ? (
        <ErrorCard
          title={t("error")}
          error={error}
          onRetry={() => void refetch()}
          className="my-0 border-0 p-0"
        />
      ) : null}
      {!visits && !error ? <SkeletonLines lines={3} /> : null}
      {visits?.length === 0 ? (
        <div className="flex flex-wrap items-center gap-3 text-text-2">
          {t("empty")}
          {mayPlan ? (
            <Button size="sm" onClick={() => openNewVisit({ job_id: job.id })}>
              {t("planFirst")}
            </Button>
          ) : null}
        </div>
      ) : null}
      <ol className="-mx-2 grid">
        {visits?.map((visit) => (
          <VisitLine key={visit.id} visit={visit} />
        ))}
      </ol>
    </Card>
  );
}

function VisitLine({ visit }: { visit: Booking }) {
  const t = useTranslations("jobs.visits");
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
          {result ? ` · ${result}` : ""}
        </p>
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <StateNotes late={visit.late} atRisk={visit.at_risk} />
        {visit.outcome === "incomplete" ? (
          <span className="text-12 text-warning">{t("incomplete")}</span>
        ) : null}
        <StateBadge state={visit.status} />
      </div>
    </li>
  );
}
