import "server-only";
import { log } from "@/lib/log";
import type { Sql } from "@/lib/worker/database";
import { claimJobs } from "@/lib/worker/job";
import type { JobHandler } from "@/lib/worker/job";
import { createRunner } from "@/lib/worker/runner";
import { runDueSchedule } from "@/lib/worker/schedule";

export type WorkerOptions = {
  sql: Sql;
  /** Unique among all workers: it is who a lease belongs to. */
  name: string;
  handlers: Map<string, JobHandler>;
  /** Jobs side by side. */
  most?: number;
  leaseS?: number;
  pollMs?: number;
  graceMs?: number;
};

export type Worker = { stop(): Promise<void> };

/** Between two looks at a database that does not answer, at most. */
const longestPauseMs = 30_000;

/** A wait that ends early when the worker stops. Chance spreads workers that were started together. */
function createPause(signal: AbortSignal) {
  return (milliseconds: number) =>
    new Promise<void>((resolve) => {
      if (signal.aborted) return resolve();
      const end = () => {
        clearTimeout(timer);
        signal.removeEventListener("abort", end);
        resolve();
      };
      const timer = setTimeout(end, milliseconds * (0.8 + Math.random() * 0.4));
      signal.addEventListener("abort", end);
    });
}

/**
 * One loop: take what is due, work, look again. Any number of workers may run, because a job is taken with SKIP
 * LOCKED and belongs to its worker by a lease, which a heartbeat renews. A worker that dies loses its leases, and
 * another one repeats its jobs.
 */
export function startWorker(options: WorkerOptions): Worker {
  const { sql, name, handlers, most = 8, leaseS = 30, pollMs = 1_000, graceMs = 15_000 } = options;
  const stopping = new AbortController();
  const pause = createPause(stopping.signal);
  const runner = createRunner(sql, name, handlers);

  async function lookOnce(): Promise<boolean> {
    const free = most - runner.size();
    const jobs = free > 0 ? await claimJobs(sql, name, [...handlers.keys()], free, leaseS) : [];
    for (const job of jobs) runner.run(job);
    const hasRun = await runDueSchedule(sql, name);
    return jobs.length > 0 || hasRun;
  }

  async function loop(): Promise<void> {
    let failures = 0;
    while (!stopping.signal.aborted) {
      try {
        const foundSome = await lookOnce();
        if (failures > 0) log.info("worker_reconnected", { worker: name });
        failures = 0;
        if (!foundSome) await pause(pollMs);
      } catch (error) {
        failures += 1;
        if (failures === 1) log.warn("worker_waits_for_database", { worker: name, error });
        await pause(Math.min(longestPauseMs, pollMs * 2 ** Math.min(failures, 10)));
      }
    }
  }

  /** Also with nothing to renew: health asks when a worker last spoke. */
  async function beat(): Promise<void> {
    while (!stopping.signal.aborted || runner.size() > 0) {
      try {
        const ids = runner.ids();
        const kept = await sql<
          { id: string }[]
        >`select id from ops.heartbeat(${name}, ${ids}::uuid[], ${leaseS}) as id`;
        const held = new Set(kept.map((row) => row.id));
        for (const id of ids) if (!held.has(id)) runner.abandon(id);
      } catch (error) {
        log.warn("heartbeat_failed", { worker: name, error });
      }
      await pause((leaseS * 1000) / 3);
      // While settling, the pause returns at once: without this wait the last jobs would be beaten to death.
      if (stopping.signal.aborted) await new Promise((resolve) => setTimeout(resolve, 1_000));
    }
  }

  const done = Promise.all([loop(), beat()]);
  log.info("worker_started", { worker: name, kinds: [...handlers.keys()] });
  return {
    async stop() {
      stopping.abort();
      await runner.settle(graceMs);
      await done;
      log.info("worker_stopped", { worker: name });
    },
  };
}
