import type { Call } from "./calls";

const byWorker = { by: "callout_worker", refusal: "forbidden" } as const;
const noRow = "00000000-0000-0000-0000-000000000000";

/** What is kept how long, the archive, copies. */
export const operationsCalls: Record<string, Call> = {
  "public.get_retention": {
    args: () => ({ wanted: { message_days: 7 } }),
    by: ["owner", "admin", "dispatcher", "accountant", "viewer"],
    refusal: "nothing",
  },
  "ops.archives_due": { args: () => ({}), ...byWorker },
  "ops.archive_rows": {
    args: (o) => ({ org: o.id, rule: "audit_logs", month: "2025-01-01", after_id: null, most: 10 }),
    ...byWorker,
  },
  "ops.archive_written": {
    args: (o) => ({
      org: o.id,
      rule: "audit_logs",
      month: "2025-01-01",
      part: { first_id: noRow, last_id: noRow, row_count: 0 },
    }),
    ...byWorker,
  },
  "ops.orphaned_archives": { args: () => ({ most: 10 }), ...byWorker },
  "ops.backup_age_s": { args: () => ({}), ...byWorker },
};
