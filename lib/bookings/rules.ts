import type { Permission } from "@/lib/auth/rules";
import type { AssignmentRole, BookingStatus } from "@/lib/bookings/schema";

/** In the order of a visit's life; what ended it comes last. */
export const BOOKING_STATES: readonly BookingStatus[] = [
  "unscheduled",
  "scheduled",
  "dispatched",
  "en_route",
  "on_site",
  "paused",
  "completed",
  "closed",
  "cancelled",
  "no_show",
];

export const ASSIGNMENT_ROLES: readonly AssignmentRole[] = ["lead", "helper", "equipment"];

export type BookingStep = {
  from: BookingStatus;
  to: BookingStatus;
  needsReason: boolean;
  /** On bookings. Reopening is more than updating. */
  right: Permission;
  /** What comes between and is said to be left out in the visit's history. */
  skips: readonly BookingStatus[];
};

const step = (
  from: BookingStatus,
  to: BookingStatus,
  extra: Partial<Omit<BookingStep, "from" | "to">> = {},
): BookingStep => ({ from, to, needsReason: false, right: "update", skips: [], ...extra });
const withReason = (from: BookingStatus, to: BookingStatus) => step(from, to, { needsReason: true });

/** Every step there is. The database refuses any other; this list says it before asking. */
export const BOOKING_STEPS: readonly BookingStep[] = [
  step("unscheduled", "scheduled"),
  step("scheduled", "dispatched"),
  step("dispatched", "en_route"),
  step("en_route", "on_site"),
  step("on_site", "completed"),
  step("completed", "closed"),
  step("scheduled", "unscheduled"),
  step("dispatched", "unscheduled"),
  step("scheduled", "en_route", { skips: ["dispatched"] }),
  step("scheduled", "on_site", { skips: ["dispatched", "en_route"] }),
  step("dispatched", "on_site", { skips: ["en_route"] }),
  withReason("en_route", "paused"),
  withReason("on_site", "paused"),
  step("paused", "en_route"),
  step("paused", "on_site"),
  withReason("unscheduled", "cancelled"),
  withReason("scheduled", "cancelled"),
  withReason("dispatched", "cancelled"),
  withReason("en_route", "cancelled"),
  withReason("on_site", "cancelled"),
  withReason("paused", "cancelled"),
  withReason("scheduled", "no_show"),
  withReason("dispatched", "no_show"),
  withReason("en_route", "no_show"),
  withReason("on_site", "no_show"),
  step("completed", "on_site", { right: "approve" }),
  step("cancelled", "unscheduled"),
  step("no_show", "unscheduled"),
];

/** How long after its end a completed visit may be reopened. */
export const REOPEN_DAYS = 7;

export function bookingStepsFrom(status: BookingStatus): readonly BookingStep[] {
  return BOOKING_STEPS.filter(({ from }) => from === status);
}

export function findBookingStep(from: BookingStatus, to: BookingStatus): BookingStep | null {
  return BOOKING_STEPS.find((each) => each.from === from && each.to === to) ?? null;
}

const OVER: ReadonlySet<BookingStatus> = new Set(["completed", "closed", "cancelled", "no_show"]);

/** Nothing more happens to it, unless it is reopened. */
export const isOver = (status: BookingStatus) => OVER.has(status);
/** Its time and people may be changed by planning: nobody is on the way yet. */
export const isMovable = (status: BookingStatus) =>
  status === "unscheduled" || status === "scheduled" || status === "dispatched";

/** Which promise was missed: to leave in time, to arrive in time, to be done in time. Worst last. */
export const LATE_KINDS = ["departure", "arrival", "end"] as const;
