import type { Measurements } from "@/lib/monitoring/schema";

/** `diskUsed`: share of the disk of whoever looks, null where it can't be measured. */
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

type Sample = { labels?: Record<string, string>; value: number | null };

const labelled = (jobs: Measurements["jobs"], of: (each: Measurements["jobs"][string]) => number): Sample[] =>
  Object.entries(jobs).map(([name, each]) => ({ labels: { class: name }, value: of(each) }));
const one = (value: number | null): Sample[] => [{ value }];

function jobGauges({ jobs }: Watched): string[] {
  return [
    gauge(
      "callout_jobs_due",
      "Jobs that wait for a worker.",
      labelled(jobs, (each) => each.due),
    ),
    gauge(
      "callout_jobs_oldest_seconds",
      "How long the oldest of them waits.",
      labelled(jobs, (each) => each.oldest_s),
    ),
    gauge(
      "callout_jobs_running",
      "Jobs under way.",
      labelled(jobs, (each) => each.running),
    ),
  ];
}

/** Text exposition format 0.0.4 of Prometheus: https://prometheus.io/docs/instrumenting/exposition_formats/ */
export function renderMetrics(facts: Watched): string {
  const { mail, connections, outbox } = facts;
  return [
    ...jobGauges(facts),
    gauge("callout_outbox_waiting", "Events that were not relayed yet.", one(outbox.waiting)),
    gauge("callout_outbox_oldest_seconds", "How long the oldest of them waits.", one(outbox.oldest_s)),
    gauge("callout_mail_sent_last_hour", "Mails sent in the last hour.", one(mail.sent)),
    gauge("callout_mail_failing", "Mails that do not get through.", one(mail.failing)),
    gauge("callout_audit_seal_lag_seconds", "How long a line waits for its seal.", one(facts.seal_lag_s)),
    gauge(
      "callout_audit_broken_seals",
      "Organizations whose last proof found something.",
      one(facts.broken_seals),
    ),
    gauge("callout_partitions_ahead", "Months made ahead, at least.", one(facts.partitions_ahead)),
    gauge(
      "callout_slow_queries",
      "Statements that run for over five seconds.",
      one(connections.slow_queries),
    ),
    gauge("callout_connections", "Connections to the database.", one(connections.used)),
    gauge("callout_connections_limit", "As many as there may be.", one(connections.most)),
    gauge("callout_workers", "Workers that spoke in the last minute.", one(facts.workers)),
    gauge("callout_schedules_failing", "Schedules whose last turn failed.", one(facts.schedules_failing)),
    gauge("callout_schedule_late_seconds", "How late the latest schedule is.", one(facts.schedule_late_s)),
    gauge(
      "callout_backup_age_seconds",
      "Since the newest backup; absent without one.",
      one(facts.backup_age_s),
    ),
    gauge(
      "callout_disk_used_ratio",
      "Share of the disk with our data that is used; absent where it is another machine's.",
      one(facts.diskUsed),
    ),
  ].join("");
}

/** What was not measured is left out: a zero would be a lie that an alert believes. */
function gauge(name: string, help: string, samples: Sample[]): string {
  const lines = samples
    .filter(({ value }) => value !== null)
    .map(({ labels, value }) => `${name}${labelsOf(labels)} ${value}\n`);
  return lines.length === 0 ? "" : `# HELP ${name} ${help}\n# TYPE ${name} gauge\n${lines.join("")}`;
}

function labelsOf(labels: Sample["labels"]): string {
  if (!labels) return "";
  const parts = Object.entries(labels).map(([name, value]) => `${name}="${value.replace(/["\\\n]/g, "_")}"`);
  return `{${parts.join(",")}}`;
}
