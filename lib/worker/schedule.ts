import "server-only";
import { messageHoldS } from "@/lib/env";
import { log } from "@/lib/log";
import type { Sql } from "@/lib/worker/database";

/** Events relayed at a time: a transaction that stays short while a burst is worked off. */
const relayBatch = 500;

async function relayOutbox(sql: Sql): Promise<void> {
  const holdS = messageHoldS();
  for (let relayed = relayBatch; relayed === relayBatch;) {
    const [row] = await sql<{ relayed: number }[]>`
      select ops.relay_outbox(${relayBatch}, ${holdS}) as relayed`;
    relayed = row?.relayed ?? 0;
  }
}

/** Counts by step; `failed` says why a step was left out. */
type Maintained = { failed?: Record<string, string> } & Record<string, unknown>;

async function maintain(sql: Sql): Promise<void> {
  const [row] = await sql<{ done: Maintained }[]>`select ops.run_maintenance() as done`;
  const { failed, ...done } = row?.done ?? {};
  log.info("maintenance_done", done);
  // The rest was done; what failed is tried again with the next run, and shows as the schedule's error until then.
  if (failed) throw new Error(`Maintenance left out: ${JSON.stringify(failed)}`);
}

/** What runs by the clock, by its name in ops.schedules. Each may be repeated and may run in any worker. */
export type Schedules = ReadonlyMap<string, (sql: Sql) => Promise<void>>;

/** Every worker's. What belongs to a feature is handed in, as its jobs are. */
const housekeeping: Schedules = new Map([
  ["relay_outbox", relayOutbox],
  ["maintenance", maintain],
]);

/** A worker that dies while it relays holds up every message so long; whatever takes longer may well run twice. */
const leaseS = 60;

/** Runs one schedule that is due, if there is one, and says whether there was. The lease keeps it to one worker. */
export async function runDueSchedule(
  sql: Sql,
  worker: string,
  schedules: Schedules = new Map(),
): Promise<boolean> {
  const [due] = await sql<{ name: string | null }[]>`select ops.claim_schedule(${worker}, ${leaseS}) as name`;
  if (!due?.name) return false;
  let failure: string | null = null;
  try {
    const run = housekeeping.get(due.name) ?? schedules.get(due.name);
    if (!run) throw new Error(`This worker does not know the schedule "${due.name}".`);
    await run(sql);
  } catch (error) {
    failure = (error instanceof Error ? error.message : String(error)).slice(0, 500);
    log.error("schedule_failed", { schedule: due.name, error });
  }
  await sql`select ops.finish_schedule(${due.name}, ${worker}, ${failure})`;
  return true;
}
