import type { Measurements } from "@/lib/monitoring/schema";

type Sample = { labels?: Record<string, string>; value: number | null };

const labelled = (jobs: Measurements["jobs"], of: (each: Measurements["jobs"][string]) => number): Sample[] =>
  Object.entries(jobs).map(([name, each]) => ({ labels: { class: name }, value: of(each) }));
const one = (value: number | null): Sample[] => [{ value }];

/** Text exposition format 0.0.4 of Prometheus: https://prometheus.io/docs/instrumenting/exposition_formats/ */
export function renderMetrics(facts: Measurements): string {
  const { jobs, mail, connections, outbox } = facts;
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
