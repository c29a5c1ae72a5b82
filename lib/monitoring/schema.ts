import { z } from "zod";

const count = z.number();

/** What private.measure() answers: counts and ages, nothing of anybody's. */
export const measurements = z.object({
  jobs: z.record(z.string(), z.object({ due: count, oldest_s: count, running: count })),
  mail: z.object({ sent: count, failing: count }),
  connections: z.object({ used: count, most: count, slow_queries: count }),
  outbox: z.object({ waiting: count, oldest_s: count }),
  seal_lag_s: count,
  broken_seals: count,
  partitions_ahead: count.nullable(),
  workers: count,
  schedules_failing: count,
  schedule_late_s: count,
  /** null: there is no backup that this installation knows of. */
  backup_age_s: count.nullable(),
});
export type Measurements = z.infer<typeof measurements>;
