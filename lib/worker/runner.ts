import "server-only";
import { log } from "@/lib/log";
import type { Sql } from "@/lib/worker/database";
import { failJob, finishJob } from "@/lib/worker/job";
import type { Job, JobHandler } from "@/lib/worker/job";
import { PermanentFailure, retryDelayS } from "@/lib/worker/retry";

export type Runner = {
  /** Jobs under way. */
  ids(): string[];
  size(): number;
  run(job: Job): void;
  /** Ends the job's work because the lease was lost. */
  abandon(id: string): void;
  /** Waits for what is under way, at most so long; what is left then is cut off and repeated by another worker. */
  settle(graceMs: number): Promise<void>;
};

/** Runs jobs side by side and tells the queue how each ended. */
export function createRunner(sql: Sql, worker: string, handlers: Map<string, JobHandler>): Runner {
  const running = new Map<string, { controller: AbortController; done: Promise<void> }>();

  async function perform(job: Job, controller: AbortController): Promise<void> {
    const startedAt = Date.now();
    const facts = { job: job.id, kind: job.kind, org_id: job.orgId, attempts: job.attempts };
    try {
      await handlers.get(job.kind)?.(job, { sql, signal: controller.signal });
      await finishJob(sql, worker, job);
      log.info("job_done", { ...facts, duration_ms: Date.now() - startedAt });
    } catch (error) {
      // The lease is somebody else's or will lapse: the queue must not be told what it knows better.
      if (controller.signal.aborted) return log.warn("job_abandoned", facts);
      const isLast = error instanceof PermanentFailure || job.attempts >= job.maxAttempts;
      const retryAt = isLast ? null : new Date(Date.now() + retryDelayS(job.attempts) * 1000);
      log[isLast ? "error" : "warn"]("job_failed", { ...facts, retry_at: retryAt, error });
      await failJob(sql, worker, job, describe(error), retryAt);
    }
  }

  return {
    ids: () => [...running.keys()],
    size: () => running.size,
    run(job) {
      const controller = new AbortController();
      const done = perform(job, controller)
        // The database went away between the work and its record: the lease lapses and the job comes again.
        .catch((error: unknown) => log.error("job_not_recorded", { job: job.id, kind: job.kind, error }))
        .finally(() => running.delete(job.id));
      running.set(job.id, { controller, done });
    },
    abandon(id) {
      running.get(id)?.controller.abort();
    },
    async settle(graceMs) {
      const all = Promise.all([...running.values()].map((each) => each.done));
      let timer: NodeJS.Timeout | undefined;
      await Promise.race([all, new Promise((resolve) => (timer = setTimeout(resolve, graceMs)))]);
      clearTimeout(timer);
      for (const { controller } of running.values()) controller.abort();
    },
  };
}

/** Kept with the job and shown to members: the message alone, cut, never a stack. */
function describe(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 500);
}
