import type { JobPriority, JobSource, JobStatus } from "@/lib/jobs/schema";

/** The order in which work is triaged: most pressing first. */
export const PRIORITIES: readonly JobPriority[] = ["urgent", "high", "normal", "low"];

/** In the order of a job's life. */
export const JOB_STATES: readonly JobStatus[] = [
  "new",
  "scheduled",
  "in_progress",
  "on_hold",
  "completed",
  "invoiced",
  "cancelled",
];

export const JOB_SOURCES: readonly JobSource[] = [
  "phone",
  "web",
  "email",
  "plan",
  "follow_up",
  "import",
  "other",
];

type Step = { from: JobStatus; to: JobStatus; needsReason: boolean };

/** What a person may do by hand; the database decides, this says it earlier. */
const STEPS: readonly Step[] = [
  { from: "new", to: "on_hold", needsReason: true },
  { from: "scheduled", to: "on_hold", needsReason: true },
  { from: "in_progress", to: "on_hold", needsReason: true },
  { from: "new", to: "cancelled", needsReason: true },
  { from: "scheduled", to: "cancelled", needsReason: true },
  { from: "in_progress", to: "cancelled", needsReason: true },
  { from: "on_hold", to: "cancelled", needsReason: true },
  // Taken up again; the trigger moves it on if visits are planned.
  { from: "on_hold", to: "new", needsReason: false },
  { from: "cancelled", to: "new", needsReason: false },
];

export function jobStepsFrom(status: JobStatus): readonly Step[] {
  return STEPS.filter(({ from }) => from === status);
}

/** Over: nothing of it is planned any more. */
export function isJobOver(status: JobStatus): boolean {
  return status === "completed" || status === "invoiced" || status === "cancelled";
}
