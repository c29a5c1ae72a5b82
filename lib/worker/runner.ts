import "server-only";
import { log } from "@/lib/log";
import type { Sql } from "@/lib/worker/database";
import { cancelJob, failJob, finishJob } from "@/lib/worker/job";
import type { Job, JobHandler } from "@/lib/worker/job";
import { createProgress } from "@/lib/worker/progress";
import { JobProblem, JobStopped, PermanentFailure, retryDelayS } from "@/lib/worker/retry";

export type Runner = {
  /** Jobs under way. */
  ids(): string[];
  size(): number;
  /** The next end of a job, or of the runner itself. */
  freed(): Promise<void>;
  run(job: Job): void;
  /** Ends the job's work because the lease was lost. */
  abandon(id: string): void;
  /** Ends the job's work because nobody wants it any more. */
  cancel(id: string): void;
  /** Waits for what is under way, at most so long; what is left then is cut off and repeated by another worker. */
  settle(graceMs: number): Promise<void>;
};

/** What a handler has to tidy up with after its signal ended; one that hangs must not keep its place for ever. */
const tidyMs = 10_000;

type Place = { sql: Sql; worker: string; handlers: Map<string, JobHandler> };

async function perform(place: Place, job: Job, controller: AbortController): Promise<void> {
  const { sql, worker, handlers } = place;
  const startedAt = Date.now();
  const facts = { job: job.id, kind: job.kind, org_id: job.orgId, attempts: job.attempts };
  const limit = setTimeout(
    () => controller.abort(new JobStopped("time_limit")),
    Math.min(job.timeLimitS * 1_000, 2 ** 31 - 1),
  );
  const { signal } = controller;
  const tooLong = hanging(signal);
  try {
    const context = { sql, signal, progress: createProgress(sql, worker, job, controller) };
    const result = await Promise.race([handlers.get(job.kind)?.(job, context), tooLong.ended]);
    await finishJob(sql, worker, job, result ?? null);
    log.info("job_done", { ...facts, duration_ms: Date.now() - startedAt });
  } catch (error) {
    const reason: unknown = signal.aborted ? signal.reason : null;
    const stopped = reason instanceof JobStopped ? reason : null;
    // The lease is somebody else's or will lapse: the queue must not be told what it knows better.
    if (signal.aborted && !stopped) return log.warn("job_abandoned", facts);
    if (stopped?.why === "cancelled") {
      await cancelJob(sql, worker, job);
      return log.info("job_cancelled", facts);
    }
    await fail(place, job, stopped ?? error, facts);
  } finally {
    clearTimeout(limit);
    tooLong.forget();
  }
}

async function fail(
  { sql, worker }: Place,
  job: Job,
  error: unknown,
  facts: Record<string, unknown>,
): Promise<void> {
  const isLast = error instanceof PermanentFailure || job.attempts >= job.maxAttempts;
  const retryAt = isLast ? null : new Date(Date.now() + retryDelayS(job.attempts, job.waits) * 1000);
  log[isLast ? "error" : "warn"]("job_failed", { ...facts, retry_at: retryAt, error });
  await failJob(sql, worker, job, { error: describe(error), retryAt, problem: problemOf(error) });
}

/** Runs jobs side by side and tells the queue how each ended. */
export function createRunner(sql: Sql, worker: string, handlers: Map<string, JobHandler>): Runner {
  const running = new Map<string, { controller: AbortController; done: Promise<void> }>();
  const waiting = new Set<() => void>();
  const tellFreed = () => {
    for (const go of waiting) go();
    waiting.clear();
  };

  return {
    ids: () => [...running.keys()],
    size: () => running.size,
    freed: () => new Promise((resolve) => waiting.add(resolve)),
    run(job) {
      const controller = new AbortController();
      const done = perform({ sql, worker, handlers }, job, controller)
        // The database went away between the work and its record: the lease lapses and the job comes again.
        .catch((error: unknown) => log.error("job_not_recorded", { job: job.id, kind: job.kind, error }))
        .finally(() => {
          running.delete(job.id);
          tellFreed();
        });
      running.set(job.id, { controller, done });
    },
    abandon(id) {
      running.get(id)?.controller.abort();
    },
    cancel(id) {
      running.get(id)?.controller.abort(new JobStopped("cancelled"));
    },
    async settle(graceMs) {
      tellFreed();
      const all = Promise.all([...running.values()].map((each) => each.done));
      let timer: NodeJS.Timeout | undefined;
      await Promise.race([all, new Promise((resolve) => (timer = setTimeout(resolve, graceMs)))]);
      clearTimeout(timer);
      for (const { controller } of running.values()) controller.abort();
    },
  };
}

/** Ends some time after the signal, for a handler that does not listen to it. */
function hanging(signal: AbortSignal): { ended: Promise<never>; forget: () => void } {
  let timer: NodeJS.Timeout | undefined;
  const ended = new Promise<never>((_resolve, reject) => {
    signal.addEventListener("abort", () => {
      timer = setTimeout(() => reject(signal.reason as Error), tidyMs);
    });
  });
  return { ended, forget: () => clearTimeout(timer) };
}

function problemOf(error: unknown): string | null {
  if (error instanceof JobProblem) return error.problem;
  return error instanceof JobStopped ? error.why : null;
}

/** Kept with the job for whoever runs the installation: the message alone, cut, never a stack. */
function describe(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 500);
}
