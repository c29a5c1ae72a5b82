"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl/react";
import { Card } from "@/components/shared/card";
import { usePollMs } from "@/components/shared/live";
import { useCan } from "@/components/shared/member";
import { openNewVisit } from "@/components/shared/new-visit";
import { VisitLines } from "@/components/shared/visit-line";
import { Button } from "@/components/ui/button";
import { bookingKeys, fetchBookings } from "@/lib/bookings/client";
import { isJobOver } from "@/lib/jobs/rules";
import type { Job } from "@/lib/jobs/schema";
import { JOB_VISITS } from "./visits-page";

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
  return (
    <Card title={t("title")} count={job.visits.total}>
      <VisitLines
        visits={data?.data}
        problem={{ title: t("error"), error, onRetry: () => void refetch() }}
        empty={
          <>
            {t("empty")}
            {mayPlan ? (
              <Button size="sm" onClick={() => openNewVisit({ job_id: job.id })}>
                {t("planFirst")}
              </Button>
            ) : null}
          </>
        }
      />
    </Card>
  );
}
