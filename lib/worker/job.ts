import "server-only";
import type { Sql } from "@/lib/worker/database";

export type Job = {
  orgId: string;
  id: string;
  kind: string;
  payload: Record<string, unknown>;
  /** This try included. */
  attempts: number;
  maxAttempts: number;
};

export type JobContext = {
  sql: Sql;
  /** Ends when the lease is lost or the worker must stop: what is not sent by then should not be sent. */
  signal: AbortSignal;
};

/** Does one job. Runs at least once per job, so whatever it does must bear a repetition. */
export type JobHandler = (job: Job, context: JobContext) => Promise<void>;

type JobRow = {
  org_id: string;
  id: string;
  kind: string;
  payload: Record<string, unknown>;
  attempts: number;
  max_attempts: number;
};

/** Takes up to `most` due jobs of the kinds this worker knows; they are nobody else's for `leaseS` seconds. */
export async function claimJobs(
  sql: Sql,
  worker: string,
  kinds: string[],
  most: number,
  leaseS: number,
): Promise<Job[]> {
  const rows = await sql<JobRow[]>`select * from ops.claim_jobs(${worker}, ${kinds}, ${most}, ${leaseS})`;
  return rows.map((row) => ({
    orgId: row.org_id,
    id: row.id,
    kind: row.kind,
    payload: row.payload,
    attempts: row.attempts,
    maxAttempts: row.max_attempts,
  }));
}

export async function finishJob(sql: Sql, worker: string, job: Job): Promise<void> {
  await sql`select ops.finish_job(${job.orgId}, ${job.id}, ${worker})`;
}

/** `retryAt` null gives the job up. */
export async function failJob(
  sql: Sql,
  worker: string,
  job: Job,
  error: string,
  retryAt: Date | null,
): Promise<void> {
  await sql`select ops.fail_job(${job.orgId}, ${job.id}, ${worker}, ${error}, ${retryAt})`;
}
