import "server-only";
import { log } from "@/lib/log";
import type { Sql } from "@/lib/worker/database";

/** What runs by the clock. Each is an ops.* function that may be repeated and may run in any worker. */
const schedules: Record<string, (sql: Sql) => Promise<unknown>> = {
  run_maintenance: (sql) => sql`select ops.run_maintenance()`,
  relay_outbox: (sql) => sql`select ops.relay_outbox(500)`,
};

const leaseS = 300;

/** Runs one schedule that is due, if there is one, and says whether there was. The lease keeps it to one worker. */
export async function runDueSchedule(sql: Sql, worker: string): Promise<boolean> {
  const [due] = await sql<{ name: string | null }[]>`select ops.claim_schedule(${worker}, ${leaseS}) as name`;
  if (!due?.name) return false;
  let failure: string | null = null;
  try {
    const run = schedules[due.name];
    if (!run) throw new Error(`This worker does not know the schedule "${due.name}".`);
    await run(sql);
  } catch (error) {
    failure = (error instanceof Error ? error.message : String(error)).slice(0, 500);
    log.error("schedule_failed", { schedule: due.name, error });
  }
  await sql`select ops.finish_schedule(${due.name}, ${worker}, ${failure})`;
  return true;
}
