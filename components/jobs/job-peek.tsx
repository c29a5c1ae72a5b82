"use client";

import { CalendarPlus } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { useCan, useMember } from "@/components/shared/member";
import { openNewVisit } from "@/components/shared/new-visit";
import { Peek } from "@/components/shared/peek";
import { Button } from "@/components/ui/button";
import { isJobOver } from "@/lib/jobs/rules";
import type { JobRow } from "@/lib/jobs/schema";
import { JobFacts } from "./job-facts";
import { JobState } from "./job-state";

/** What it is about and whether it is planned: read from the row itself, so that it is there at once. */
export function JobPeek({ job, onClose }: { job: JobRow; onClose: () => void }) {
  const t = useTranslations("jobs");
  const { slug } = useMember().organization;
  const mayPlan = useCan()("create", "bookings") && !isJobOver(job.status);
  return (
    <Peek title={`${job.number} ${job.title}`} href={`/o/${slug}/jobs/${job.id}`} onClose={onClose}>
      <div className="grid gap-5">
        <JobState status={job.status} />
        {job.description ? (
          <p className="max-w-[68ch] break-words whitespace-pre-wrap">{job.description}</p>
        ) : null}
        <JobFacts job={job} />
        {mayPlan ? (
          <Button
            icon={<CalendarPlus aria-hidden />}
            className="justify-self-start"
            onClick={() => openNewVisit({ job_id: job.id })}
          >
            {t("planNext")}
          </Button>
        ) : null}
      </div>
    </Peek>
  );
}
