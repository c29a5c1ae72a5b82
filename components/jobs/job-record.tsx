"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import type { ReactNode } from "react";
import { Card } from "@/components/shared/card";
import { DeletedBanner } from "@/components/shared/deleted-banner";
import { ErrorCard } from "@/components/shared/error-card";
import { usePollMs } from "@/components/shared/live";
import { useCan, useMember } from "@/components/shared/member";
import { PageFrame } from "@/components/shared/page-frame";
import { PendingClock } from "@/components/shared/pending-clock";
import { RecordLayout } from "@/components/shared/record-layout";
import { SkeletonRecord } from "@/components/shared/skeleton";
import { useRefusal, useStoreRecord } from "@/components/shared/use-record-writes";
import { useSheetParam } from "@/components/shared/use-sheet-param";
import { Badge } from "@/components/ui/badge";
import { lazyShown } from "@/components/ui/lazy-overlay";
import { useFormats } from "@/lib/i18n/client";
import { fetchJob, jobKeys, transitionJob } from "@/lib/jobs/client";
import type { Job } from "@/lib/jobs/schema";
import { JobActions } from "./job-actions";
import type { JobStep } from "./job-actions";
import { JobFacts } from "./job-facts";
import { JobNumbers } from "./job-numbers";
import { JobState } from "./job-state";
import { JobVisits } from "./job-visits";
import { useJobWrites } from "./use-job-writes";

/** Absent where the company has none. */
const FieldCard = lazyShown(() =>
  import("@/components/custom-fields/field-facts").then((part) => part.FieldCard),
);

const EditJobSheet = lazyShown(() => import("./edit-job-sheet").then((form) => form.EditJobSheet));
const JobStepDialog = lazyShown(() => import("./job-step-dialog").then((dialog) => dialog.JobStepDialog));

type JobRecordProps = { id: string; stream: ReactNode };

/** Work that may need many visits: how it stands, its visits in time order, what was said about it. */
export function JobRecord(props: JobRecordProps) {
  const { id } = props;
  const t = useTranslations("jobs");
  const { slug } = useMember().organization;
  const { data, error, refetch } = useQuery({
    queryKey: jobKeys.record(id),
    queryFn: ({ signal }) => fetchJob(id, signal),
    refetchInterval: usePollMs(),
  });
  if (data) return <Record {...props} job={data} />;
  return (
    <PageFrame title={t("title")} back={{ href: `/o/${slug}/jobs`, label: t("title") }}>
      {error ? (
        <ErrorCard title={t("page.loadError")} error={error} onRetry={() => void refetch()} />
      ) : (
        <SkeletonRecord />
      )}
    </PageFrame>
  );
}

/** On hold and cancelled ask why; taking up again asks nothing. */
function useStep(job: Job) {
  const t = useTranslations("jobs");
  const store = useStoreRecord<Job>(jobKeys);
  const refuse = useRefusal();
  const [asking, setAsking] = useState<"on_hold" | "cancelled" | null>(null);
  const step = (to: JobStep) => {
    if (to !== "new") return setAsking(to);
    transitionJob(job.id, job.version, { to }).then(store, (error: unknown) => refuse(t("notSaved"), error));
  };
  return { step, asking, close: () => setAsking(null) };
}

function Record({ job, stream }: JobRecordProps & { job: Job }) {
  const { slug } = useMember().organization;
  const t = useTranslations("jobs");
  const mayUpdate = useCan()("update", "jobs");
  const sheet = useSheetParam();
  const { remove } = useJobWrites(job.id);
  const { step, asking, close } = useStep(job);
  return (
    <PageFrame
      title={`${job.number} ${job.title}`}
      count={
        <span className="flex items-center gap-2">
          <JobState status={job.status} />
          <PendingClock keys={jobKeys} id={job.id} />
        </span>
      }
      back={{ href: `/o/${slug}/jobs`, label: t("title") }}
      actions={
        job.deleted_at ? null : (
          <JobActions
            job={job}
            onEdit={() => sheet.open("job")}
            onStep={step}
            onDelete={() => void remove(job)}
          />
        )
      }
    >
      <Deleted job={job} />
      <RecordLayout main={<Main job={job} />} rail={<Rail job={job} />} stream={stream} />
      {mayUpdate && sheet.name === "job" ? (
        <EditJobSheet key={job.id} job={job} onClose={sheet.close} />
      ) : null}
      {asking ? <JobStepDialog job={job} to={asking} onClose={close} /> : null}
    </PageFrame>
  );
}

function Main({ job }: { job: Job }) {
  const t = useTranslations("jobs");
  return (
    <>
      <JobNumbers job={job} />
      {job.description ? (
        <Card title={t("description")}>
          <p className="max-w-[68ch] break-words whitespace-pre-wrap">{job.description}</p>
        </Card>
      ) : null}
      <JobVisits job={job} />
    </>
  );
}

function Rail({ job }: { job: Job }) {
  const t = useTranslations("jobs");
  return (
    <>
      <Card title={t("about")}>
        <JobFacts job={job} />
      </Card>
      <FieldCard entity="job" record={job} />
      {job.tags.length > 0 ? (
        <Card title={t("tags")}>
          <div className="flex flex-wrap gap-1.5">
            {job.tags.map((tag) => (
              <Badge key={tag.id} tone="plain">
                {tag.name}
              </Badge>
            ))}
          </div>
        </Card>
      ) : null}
    </>
  );
}

function Deleted({ job }: { job: Job }) {
  const t = useTranslations("jobs");
  const formats = useFormats();
  const mayDelete = useCan()("delete", "jobs");
  const { restore, isPending } = useJobWrites(job.id);
  const at = job.deleted_at;
  if (at === null) return null;
  return (
    <DeletedBanner
      restoreLabel={mayDelete ? t("page.restore") : undefined}
      isBusy={isPending}
      onRestore={() => void restore(job)}
    >
      {t("page.deletedBanner", { when: formats.ago(at) ?? formats.dayTime(at) })}
    </DeletedBanner>
  );
}
