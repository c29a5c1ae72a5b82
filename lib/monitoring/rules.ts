import type { Measurements } from "@/lib/monitoring/schema";

/** `diskUsed`: share of the worker's disk, null where it can't be measured. */
export type Watched = Measurements & { diskUsed: number | null };

type AlertRule = {
  name: string;
  /** What was measured, in the unit of `limit`; null where there is nothing to judge. */
  value: (facts: Watched) => number | null;
  fires: (value: number) => boolean;
};

/** Fewer than this are no measure of a mail server: one wrong address would be a third of them. */
const FEWEST_MAILS = 5;

function failingShare({ mail: { sent, failing } }: Watched): number | null {
  return sent + failing < FEWEST_MAILS ? null : failing / (sent + failing);
}

/** When a person has to look. docs/operations.md says for each what to do. */
export const ALERTS = [
  { name: "partitions_missing", value: (facts) => facts.partitions_ahead, fires: (months) => months < 1 },
  { name: "outbox_late", value: (facts) => facts.outbox.oldest_s, fires: (s) => s > 5 * 60 },
  {
    name: "jobs_late",
    value: (facts) => Math.max(0, ...Object.values(facts.jobs).map((each) => each.oldest_s)),
    fires: (s) => s > 15 * 60,
  },
  { name: "deliveries_failing", value: failingShare, fires: (share) => share > 0.5 },
  { name: "seal_late", value: (facts) => facts.seal_lag_s, fires: (s) => s > 10 * 60 },
  { name: "seal_broken", value: (facts) => facts.broken_seals, fires: (organizations) => organizations > 0 },
  { name: "disk_full", value: (facts) => facts.diskUsed, fires: (share) => share > 0.9 },
  {
    name: "connections_high",
    value: ({ connections }) => connections.used / connections.most,
    fires: (share) => share > 0.8,
  },
  { name: "backup_old", value: (facts) => facts.backup_age_s, fires: (s) => s > 26 * 3_600 },
] as const satisfies readonly AlertRule[];
export type AlertName = (typeof ALERTS)[number]["name"];

/** What is wrong at this moment, with what was measured. */
export function firing(facts: Watched): Partial<Record<AlertName, number>> {
  const found: Partial<Record<AlertName, number>> = {};
  for (const rule of ALERTS) {
    const value = rule.value(facts);
    if (value !== null && rule.fires(value)) found[rule.name] = value;
  }
  return found;
}
