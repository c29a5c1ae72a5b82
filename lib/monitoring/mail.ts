import { layoutMail } from "@/lib/mail/layout";
import { ALERTS, type AlertName } from "@/lib/monitoring/rules";

export type News = { id: string; name: string; value: number | null; news: string; at: Date };

const percent = (share: number) => `${Math.round(share * 100)} %`;
const minutes = (seconds: number) => `${Math.round(seconds / 60)} minutes`;

/** Operators read English, as they read logs. What to do stands in docs/operations.md under the same names. */
const WORDS: Record<AlertName, { title: string; detail: (value: number) => string }> = {
  partitions_missing: {
    title: "Next month has no partition",
    detail: () => "Writing stops when the month turns. Look at what the maintenance schedule says.",
  },
  outbox_late: {
    title: "Events are not relayed",
    detail: (s) => `The oldest event has waited for ${minutes(s)}: messages and webhooks do not leave.`,
  },
  jobs_late: {
    title: "Jobs wait too long",
    detail: (s) => `The oldest job has waited for ${minutes(s)}. Does a worker run, and are there enough?`,
  },
  deliveries_failing: {
    title: "Mails do not get through",
    detail: (share) => `${percent(share)} of the mails of the last hour failed. Look at the mail server.`,
  },
  seal_late: {
    title: "The audit log is not sealed",
    detail: (s) =>
      `A line has waited for its seal for ${minutes(s)}. A very long transaction holds it up, too.`,
  },
  seal_broken: {
    title: "An audit log was tampered with",
    detail: (count) =>
      `The proof found something in ${count} ${count === 1 ? "organization" : "organizations"}. Run npm run audit:verify.`,
  },
  disk_full: { title: "The disk is nearly full", detail: (share) => `${percent(share)} are used.` },
  connections_high: {
    title: "The database runs out of connections",
    detail: (share) => `${percent(share)} are used.`,
  },
  backup_old: {
    title: "The newest backup is old",
    detail: (s) => `It is ${Math.round(s / 3_600)} hours old. Run npm run db:backup.`,
  },
};

/** null for an alert of another version of this program, which nobody can explain any more. */
export function renderAlert(
  { name, value, news, at }: News,
  appUrl: string,
): { subject: string; text: string; html: string } | null {
  const known = ALERTS.find((rule) => rule.name === name);
  if (!known) return null;
  const words = WORDS[known.name];
  const isOver = news === "resolved";
  const subject = `${isOver ? "Resolved" : "Alert"}: ${words.title} (${new URL(appUrl).host})`;
  const when = at.toISOString().replace("T", " ").slice(0, 16);
  const paragraphs = isOver
    ? [`This is over since ${when} UTC.`]
    : [words.detail(value ?? 0), `Since ${when} UTC. A second mail says when it is over.`];
  const note = `${name}; docs/operations.md says what to do.`;
  return { subject, ...layoutMail({ locale: "en", title: subject, paragraphs, note }) };
}
