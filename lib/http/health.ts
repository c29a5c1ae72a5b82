import "server-only";
import { publishableKey, supabaseUrl } from "@/lib/env";
import { readHealth } from "@/lib/http/gate";
import { log } from "@/lib/log";

/** What gate_health() measures; null where there is nothing yet. */
export type HealthFacts = {
  migration: string | null;
  partitions_ahead: number | null;
  worker_seen_s: number | null;
  jobs_due: number;
  outbox_lag_s: number | null;
};

type Part = { ok: boolean };

export type Health = {
  status: "ok" | "failing";
  checks: { database: Part; rest: Part; auth: Part; worker: Part; partitions: Part };
  migration: string | null;
  worker_seen_s: number | null;
  jobs_due: number | null;
  outbox_lag_s: number | null;
};

const timeoutMs = 3_000;
/** A worker speaks every ten seconds; after a minute it is gone or hangs. */
const workerSilentS = 60;
/** A worker makes three months ahead; at one it has been failing for weeks, and writing will stop next month. */
const fewestMonthsAhead = 2;
/** Anybody may ask, so the answer is kept this long: asking often must cost nothing. */
const keptMs = 1_000;

async function isAnswering(path: string): Promise<boolean> {
  try {
    const response = await fetch(`${supabaseUrl()}${path}`, {
      headers: { apikey: publishableKey() },
      signal: AbortSignal.timeout(timeoutMs),
      cache: "no-store",
    });
    await response.body?.cancel();
    return response.status < 500;
  } catch {
    return false;
  }
}

async function readFacts(): Promise<HealthFacts | null> {
  try {
    const tooLate = new Promise<never>((_resolve, reject) => {
      setTimeout(() => reject(new Error(`No answer in ${timeoutMs} ms`)), timeoutMs).unref();
    });
    return await Promise.race([readHealth(), tooLate]);
  } catch (error) {
    log.warn("health_database_failed", { error });
    return null;
  }
}

async function measure(): Promise<Health> {
  const [facts, isAuthAnswering] = await Promise.all([readFacts(), isAnswering("/auth/v1/health")]);
  // The facts come through REST: with them both work, without them it is asked which of the two does not.
  const isRestAnswering = facts !== null || (await isAnswering("/rest/v1/"));
  const seenS = facts?.worker_seen_s ?? null;
  const checks = {
    database: { ok: facts !== null },
    rest: { ok: isRestAnswering },
    auth: { ok: isAuthAnswering },
    worker: { ok: seenS !== null && seenS <= workerSilentS },
    partitions: { ok: (facts?.partitions_ahead ?? 0) >= fewestMonthsAhead },
  };
  return {
    status: Object.values(checks).every((part) => part.ok) ? "ok" : "failing",
    checks,
    migration: facts?.migration ?? null,
    worker_seen_s: seenS,
    jobs_due: facts?.jobs_due ?? null,
    outbox_lag_s: facts?.outbox_lag_s ?? null,
  };
}

let kept: { until: number; health: Promise<Health> } | null = null;

export function checkHealth(): Promise<Health> {
  if (!kept || kept.until < Date.now()) kept = { until: Date.now() + keptMs, health: measure() };
  return kept.health;
}
