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
  /** A technician may take it on his own visit; the others are the office's. */
  isField: boolean;
};

const step = (
  from: BookingStatus,
  to: BookingStatus,
  extra: Partial<Omit<BookingStep, "from" | "to">> = {},
): BookingStep => ({ from, to, needsReason: false, right: "update", skips: [], isField: false, ...extra });
const withReason = (from: BookingStatus, to: BookingStatus, isField = false) =>
  step(from, to, { needsReason: true, isField });
const inField = (from: BookingStatus, to: BookingStatus, skips: BookingStatus[] = []) =>
  step(from, to, { skips, isField: true });

/** Every step there is. The database refuses any other; this list says it before asking. */
export const BOOKING_STEPS: readonly BookingStep[] = [
  step("unscheduled", "scheduled"),
  step("scheduled", "dispatched"),
  inField("dispatched", "en_route"),
  inField("en_route", "on_site"),
  inField("on_site", "completed"),
  step("completed", "closed"),
  step("scheduled", "unscheduled"),
  step("dispatched", "unscheduled"),
  inField("scheduled", "en_route", ["dispatched"]),
  inField("scheduled", "on_site", ["dispatched", "en_route"]),
  inField("dispatched", "on_site", ["en_route"]),
  withReason("en_route", "paused", true),
  withReason("on_site", "paused", true),
  inField("paused", "en_route"),
  inField("paused", "on_site"),
  withReason("unscheduled", "cancelled"),
  withReason("scheduled", "cancelled"),
  withReason("dispatched", "cancelled"),
  withReason("en_route", "cancelled"),
  withReason("on_site", "cancelled"),
  withReason("paused", "cancelled"),
  withReason("scheduled", "no_show", true),
  withReason("dispatched", "no_show", true),
  withReason("en_route", "no_show", true),
  withReason("on_site", "no_show", true),
  step("completed", "on_site", { right: "approve" }),
  step("cancelled", "unscheduled"),
  step("no_show", "unscheduled"),
];

/** How long after its end a completed visit may be reopened. */
export const REOPEN_DAYS = 7;

export function bookingStepsFrom(status: BookingStatus): readonly BookingStep[] {
  return BOOKING_STEPS.filter(({ from }) => from === status);
}

/** What a technician's phone may offer, known without asking anybody. */
export function fieldStepsFrom(status: BookingStatus): readonly BookingStep[] {
  return BOOKING_STEPS.filter(({ from, isField }) => isField && from === status);
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
