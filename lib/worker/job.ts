import "server-only";
import type { Sql } from "@/lib/worker/database";
import type { Waits } from "@/lib/worker/retry";

export type Job = {
  orgId: string;
  id: string;
  kind: string;
  payload: Record<string, unknown>;
  /** This try included. */
  attempts: number;
  maxAttempts: number;
  /** Of the class of its kind: how soon it is tried again, and how long one try may take. */
  waits: Waits;
  timeLimitS: number;
};

/** What a page shows of an operation that ended well: counts, names, the file to fetch. JSON, at most 16 kB. */
export type JobResult = Record<string, unknown>;

export type JobContext = {
  sql: Sql;
  /**
   * Ends when nobody wants the job any more, the lease is lost, its time is up or the worker must stop: what is not
   * sent by then should not be sent. A handler that hears it tidies up and throws.
   */
  signal: AbortSignal;
  /** Says how far it is, at most once a second however often it is called; throws when the signal ended. */
  progress: (done: number, total?: number) => Promise<void>;
};

/** Does one job. Runs at least once per job, so whatever it does must bear a repetition. */
export type JobHandler = (job: Job, context: JobContext) => Promise<JobResult | void>;

type JobRow = {
  org_id: string;
  id: string;
  kind: string;
  payload: Record<string, unknown>;
  attempts: number;
  max_attempts: number;
  first_wait_s: number;
  longest_wait_s: number;
  time_limit_s: number;
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
    waits: { firstWaitS: row.first_wait_s, longestWaitS: row.longest_wait_s },
    timeLimitS: row.time_limit_s,
  }));
}

export async function finishJob(sql: Sql, worker: string, job: Job, result: JobResult | null): Promise<void> {
  const kept = result === null ? null : sql.json(result as Parameters<Sql["json"]>[0]);
  await sql`select ops.finish_job(${job.orgId}, ${job.id}, ${worker}, ${kept})`;
}

/** It ended because somebody called it off. */
export async function cancelJob(sql: Sql, worker: string, job: Job): Promise<void> {
  await sql`select ops.cancel_job(${job.orgId}, ${job.id}, ${worker})`;
}

type Failure = {
  error: string;
  /** null gives the job up. */
  retryAt: Date | null;
  /** What people are shown, as a word that pages translate. */
  problem: string | null;
};

export async function failJob(sql: Sql, worker: string, job: Job, failure: Failure): Promise<void> {
  const { error, retryAt, problem } = failure;
  await sql`select ops.fail_job(${job.orgId}, ${job.id}, ${worker}, ${error}, ${retryAt}, ${problem})`;
}

/** Which of the jobs a worker has under way nobody wants any more. */
export async function cancelledJobs(sql: Sql, worker: string): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`select id from ops.cancelled_jobs(${worker}) as id`;
  return rows.map((row) => row.id);
}
