import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { log } from "@/lib/log";
import { isAnswering } from "@/lib/worker/database";
import type { Sql } from "@/lib/worker/database";
import { cancelledJobs, claimJobs } from "@/lib/worker/job";
import type { JobHandler } from "@/lib/worker/job";
import { repeat } from "@/lib/worker/repeat";
import { createRunner } from "@/lib/worker/runner";
import { runDueSchedule } from "@/lib/worker/schedule";
import type { Schedules } from "@/lib/worker/schedule";

export type WorkerOptions = {
  sql: Sql;
  /** Unique among all workers: it is who a lease belongs to. */
  name: string;
  handlers: Map<string, JobHandler>;
  /** Of the features, beside what every worker does. */
  schedules?: Schedules;
  /** Jobs side by side. */
  most?: number;
  leaseS?: number;
  pollMs?: number;
  graceMs?: number;
};

/** What a loop's last question to the database may take once everything else has ended. */
const answerMs = 2_000;

export type Worker = { stop(): Promise<void> };

/**
 * Takes what is due, works, looks again. Any number of workers may run, because a job is taken with SKIP LOCKED and
 * belongs to its worker by a lease, which a heartbeat renews. A worker that dies loses its leases, and another one
 * repeats its jobs.
 */
export function startWorker(options: WorkerOptions): Worker {
  const { sql, name, handlers, schedules, most = 8, leaseS = 30, pollMs = 1_000, graceMs = 15_000 } = options;
  const stopping = new AbortController();
  const settled = new AbortController();
  const runner = createRunner(sql, name, handlers);

  const lookForJobs = async () => {
    const free = most - runner.size();
    if (free <= 0) {
      // The next job goes where one has ended, not with the next look: mails would leave eight a second at most.
      await runner.freed();
      return true;
    }
    const jobs = await claimJobs(sql, name, [...handlers.keys()], free, leaseS);
    for (const job of jobs) runner.run(job);
    return jobs.length > 0;
  };

  /** Also with nothing to renew: health asks when a worker last spoke. */
  const beat = async () => {
    const ids = runner.ids();
    const rows = await sql<{ id: string }[]>`
      select id from ops.heartbeat(${name}, ${ids}::uuid[], ${leaseS}) as id`;
    const held = new Set(rows.map((row) => row.id));
    for (const id of ids) if (!held.has(id)) runner.abandon(id);
    return false;
  };

  /** People who call a job off wait for it, so it is asked each second, while there is something to ask about. */
  const lookForCancelled = async () => {
    if (runner.size() > 0) for (const id of await cancelledJobs(sql, name)) runner.cancel(id);
    return false;
  };

  const until = (controller: AbortController) => ({ pollMs, signal: controller.signal });
  const done = Promise.all([
    repeat({ ...until(stopping), name: "jobs" }, lookForJobs),
    // Two at a time, so that events are relayed each second also while the house is kept.
    ...["schedules", "more_schedules"].map((loop) =>
      repeat({ ...until(stopping), name: loop }, () => runDueSchedule(sql, name, schedules)),
    ),
    repeat({ ...until(settled), name: "cancellations" }, lookForCancelled),
    // Leases are kept until the last job has ended, which is later than the wish to stop.
    repeat({ ...until(settled), name: "heartbeat", pollMs: (leaseS * 1_000) / 3 }, beat),
  ]);
  log.info("worker_started", { worker: name, kinds: [...handlers.keys()] });
  return {
    async stop() {
      stopping.abort();
      // A database that answers nobody takes no job's end: what is under way comes again when its lease has lapsed.
      const isThere = runner.size() === 0 || (await isAnswering(sql));
      await runner.settle(isThere ? graceMs : 0);
      settled.abort();
      // A question that the database does not answer keeps nobody: closing the connection ends it.
      await Promise.race([done, sleep(answerMs, undefined, { ref: false })]);
      log.info("worker_stopped", { worker: name });
    },
  };
}
