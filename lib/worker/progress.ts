import "server-only";
import type { Sql } from "@/lib/worker/database";
import type { Job, JobContext } from "@/lib/worker/job";
import { JobStopped } from "@/lib/worker/retry";

/** Between two writes of how far a job is. */
const writtenEveryMs = 1_000;

/** How a handler says how far it is. The answer of the database ends a job that was called off, sooner than a look. */
export function createProgress(
  sql: Sql,
  worker: string,
  job: Job,
  controller: AbortController,
): JobContext["progress"] {
  let writtenAt = 0;
  return async (done, total) => {
    controller.signal.throwIfAborted();
    if (Date.now() - writtenAt < writtenEveryMs) return;
    writtenAt = Date.now();
    const [row] = await sql<{ is_wanted: boolean }[]>`
      select ops.report_progress(${job.orgId}, ${job.id}, ${worker}, ${done}, ${total ?? null}) as is_wanted`;
    if (!row?.is_wanted) controller.abort(new JobStopped("cancelled"));
    controller.signal.throwIfAborted();
  };
}
