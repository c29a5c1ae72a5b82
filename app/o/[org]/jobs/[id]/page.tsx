import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { STREAM_PAGE } from "@/components/activities/stream-page";
import { Attachments } from "@/components/attachments/attachments";
import { JOB_VISITS } from "@/components/jobs/visits-page";
import { JobRecord } from "@/components/jobs/job-record";
import { firstPage, Prefilled } from "@/components/shared/prefilled";
import { activityKeys } from "@/lib/activities/client";
import { listActivities } from "@/lib/activities/queries";
import { memberClient, orNotFound, requireMember, requirePermission } from "@/lib/auth/member";
import { can } from "@/lib/auth/rules";
import { bookingKeys } from "@/lib/bookings/client";
import { listBookings } from "@/lib/bookings/queries";
import { bookingListQuery } from "@/lib/bookings/schema";
import { historyKeys } from "@/lib/history/client";
import { listChanges } from "@/lib/history/queries";
import { recordParams } from "@/lib/http/fields";
import { jobKeys } from "@/lib/jobs/client";
import { getJob } from "@/lib/jobs/queries";
import { JobStream } from "./job-stream";

type Props = { params: Promise<{ org: string; id: string }> };

/** Awaited before anything is sent, so that 404 is a 404; the title asks for the same record once more for free. */
const readJob = cache(async (slug: string, id: string) => {
  const member = await requireMember(slug);
  requirePermission(member, "read", "jobs");
  if (!recordParams.safeParse({ id }).success) notFound();
  const client = await memberClient();
  return { member, client, job: await orNotFound(getJob(client, id)) };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { org, id } = await params;
  const { job } = await readJob(org, id);
  return { title: `${job.number} ${job.title}` };
}

export default async function JobPage({ params }: Props) {
  const { org, id } = await params;
  const { member, client, job } = await readJob(org, id);
  // A part that cannot be read now is left to the browser, which asks again and shows its own error.
  const [visits, notes, changes] = await Promise.allSettled([
    can(member, "read", "bookings")
      ? listBookings(client, bookingListQuery.parse({ job_id: id, limit: JOB_VISITS }))
      : null,
    listActivities(client, { job_id: id, limit: STREAM_PAGE }),
    listChanges(client, "jobs", id, { limit: STREAM_PAGE }),
  ]);
  return (
    <Prefilled
      queries={[
        [jobKeys.record(id), job],
        [bookingKeys.list({ job_id: id }), visits.status === "fulfilled" ? visits.value : null],
        [activityKeys.list({ job_id: id }), notes.status === "fulfilled" ? firstPage(notes.value) : null],
        [historyKeys.record("jobs", id), changes.status === "fulfilled" ? firstPage(changes.value) : null],
      ]}
    >
      <JobRecord
        id={id}
        stream={
          <>
            <Attachments of={{ job_id: id }} />
            <JobStream id={id} />
          </>
        }
      />
    </Prefilled>
  );
}
