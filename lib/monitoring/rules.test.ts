import { expect, test } from "vitest";
import { firing, renderMetrics } from "./rules";
import type { Watched } from "./rules";

const calm: Watched = {
  jobs: {
    interactive: { due: 3, oldest_s: 900, running: 1 },
    bulk: { due: 0, oldest_s: 0, running: 0 },
  },
  mail: { sent: 5, failing: 5 },
  connections: { used: 80, most: 100, slow_queries: 4 },
  outbox: { waiting: 2, oldest_s: 300 },
  seal_lag_s: 600,
  broken_seals: 0,
  partitions_ahead: 1,
  workers: 1,
  schedules_failing: 0,
  schedule_late_s: 0,
  backup_age_s: 93_600,
  diskUsed: 0.9,
};

test("nothing is said at a limit itself", () => {
  expect(firing(calm)).toEqual({});
});

test.each<[string, Partial<Watched>, number]>([
  ["partitions_missing", { partitions_ahead: 0 }, 0],
  ["outbox_late", { outbox: { waiting: 1, oldest_s: 301 } }, 301],
  ["jobs_late", { jobs: { ...calm.jobs, bulk: { due: 1, oldest_s: 901, running: 0 } } }, 901],
  ["deliveries_failing", { mail: { sent: 4, failing: 6 } }, 0.6],
  ["seal_late", { seal_lag_s: 601 }, 601],
  ["seal_broken", { broken_seals: 1 }, 1],
  ["disk_full", { diskUsed: 0.91 }, 0.91],
  ["connections_high", { connections: { used: 81, most: 100, slow_queries: 0 } }, 0.81],
  ["backup_old", { backup_age_s: 93_601 }, 93_601],
])("%s is said past it", (name, change, value) => {
  expect(firing({ ...calm, ...change })).toEqual({ [name]: value });
});

test("three mails are no measure, and what cannot be measured is not judged", () => {
  expect(firing({ ...calm, mail: { sent: 0, failing: 4 } })).toEqual({});
  expect(firing({ ...calm, partitions_ahead: null, backup_age_s: null, diskUsed: null })).toEqual({});
});

test("a disk is measured as a share, and left out where there is none of ours", () => {
  expect(renderMetrics(calm)).toContain(
    "# TYPE callout_disk_used_ratio gauge\ncallout_disk_used_ratio 0.9\n",
  );
  expect(renderMetrics({ ...calm, diskUsed: null })).not.toContain("callout_disk");
});
