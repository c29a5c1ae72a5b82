import type {
  Permission,
  PortalAction,
  PortalSlot,
  PortalState,
  PortalStep,
  PortalVisit,
  Span,
} from "@/lib/portal/schema";
import { addDays, dateIn, wallToInstant } from "@/lib/time";

/** The five steps a customer knows, in their order. */
export const PORTAL_STEPS = ["requested", "booked", "on_the_way", "here", "done"] as const;

/** What the page says first. Internal states stay inside: a visit that pauses is still "here". */
export type Mood =
  | "requested"
  | "day"
  | "booked"
  | "late"
  | "on_the_way"
  | "here"
  | "done"
  | "incomplete"
  | "cancelled"
  | "no_show";

export function moodOf(visit: PortalVisit): Mood {
  if (visit.over) return visit.over;
  if (visit.step === "on_the_way" || visit.step === "here" || visit.step === "done") return visit.step;
  if (visit.late) return "late";
  if (visit.window) return "booked";
  return visit.flexible_on ? "day" : "requested";
}

/** From arrival to the end, of a visit that is over. */
function spentSpan({ steps }: PortalVisit): Span | null {
  const [from, to] = (["here", "done"] as const).map((step) => steps.find((each) => each.step === step)?.at);
  return from && to ? { starts_at: from, ends_at: to } : null;
}

/** The one range the page shows large: the best that is known, never narrower than that. */
export function shownSpan(visit: PortalVisit): Span | null {
  if (visit.step === "done" && visit.over === null) return spentSpan(visit) ?? visit.window;
  return visit.step === "on_the_way" && visit.over === null ? (visit.eta ?? visit.window) : visit.window;
}

const isWithin = (inner: Span, outer: Span | null): boolean =>
  outer !== null &&
  Date.parse(inner.starts_at) >= Date.parse(outer.starts_at) &&
  Date.parse(inner.ends_at) <= Date.parse(outer.ends_at);

/** What was said before, where it differs from what is shown now. */
export function formerSpan(visit: PortalVisit): Span | null {
  const shown = shownSpan(visit);
  // Who arrives within the window he was announced for changed nothing.
  const isOutside = shown === visit.eta && shown !== null && !isWithin(shown, visit.window);
  const former = visit.changed?.was ?? (isOutside ? visit.window : null);
  if (!former || !shown || visit.over !== null || visit.step === "done") return null;
  return former.starts_at === shown.starts_at && former.ends_at === shown.ends_at ? null : former;
}

/** Later than what was promised: only then is there something to be sorry for. */
export function isLetDown(visit: PortalVisit): boolean {
  if (visit.late) return true;
  const [shown, promised] = [shownSpan(visit), visit.promised];
  return visit.step === "on_the_way" && shown !== null && promised !== null
    ? Date.parse(shown.starts_at) > Date.parse(promised.ends_at)
    : false;
}

export const isOver = (visit: PortalVisit): boolean => visit.over !== null || visit.step === "done";

export type NearDay = "today" | "tomorrow" | "later";

export function nearDay(at: string, timeZone: string, now: number): NearDay {
  const [today, day] = [dateIn(now, timeZone), dateIn(at, timeZone)];
  if (day === today) return "today";
  return day === addDays(today, 1) ? "tomorrow" : "later";
}

/** Passed, present or still to come, in the five steps a customer knows. */
export function standingOf(step: PortalStep, visit: PortalVisit): "passed" | "now" | "ahead" {
  const [at, current] = [PORTAL_STEPS.indexOf(step), PORTAL_STEPS.indexOf(visit.step)];
  if (at === current) return "now";
  return at < current ? "passed" : "ahead";
}

/** The one thing to do next, which gets the primary button; null where there is nothing to do but read. */
export function primaryAction(state: PortalState): "confirm" | "rate" | null {
  if (state.may.confirm && state.visit.confirmed_at === null) return "confirm";
  return state.may.feedback && state.feedback === null && state.visit.step === "done" ? "rate" : null;
}

const REPORT_MS = 15 * 60_000;

/** The paper takes a few minutes; where it did not come by then, none is coming. */
export function awaitsReport({ report, visit }: PortalState, now: number): boolean {
  const doneAt = visit.steps.find(({ step }) => step === "done")?.at;
  return report !== null && report.pdf_file_id === null && !!doneAt && now - Date.parse(doneAt) < REPORT_MS;
}

/** Whether the change part of the page is worth showing at all. */
export function mayAskForChange({ visit, may }: PortalState): boolean {
  if (isOver(visit) || visit.step === "here") return false;
  return [may.reschedule, may.cancel].some((each: Permission) => each.allowed || each.reason === "too_late");
}

export function mayEditFeedback({ feedback, may }: PortalState, now: number): boolean {
  if (!may.feedback) return false;
  return feedback === null || (feedback.editable_until !== null && Date.parse(feedback.editable_until) > now);
}

export type SlotDay<Slot> = { date: string; at: string; slots: Slot[] };

const bySoonest = <Slot extends PortalSlot>(slots: Slot[]): Slot[] =>
  slots.toSorted((a, b) => Date.parse(a.starts_at) - Date.parse(b.starts_at));

/** Free windows by the site's days, soonest first. */
export function slotsByDay<Slot extends PortalSlot>(slots: Slot[], timeZone: string): SlotDay<Slot>[] {
  const days = new Map<string, SlotDay<Slot>>();
  for (const slot of bySoonest(slots)) {
    const date = dateIn(slot.starts_at, timeZone);
    const day = days.get(date) ?? { date, at: slot.starts_at, slots: [] };
    day.slots.push(slot);
    days.set(date, day);
  }
  return [...days.values()];
}

export type Proposal<Slot> = { slot: Slot; isEarliest: boolean };

/** What is proposed: the soonest time with the same technician, and one that is sooner with somebody else. */
export function proposalsOf<Slot extends PortalSlot>(slots: Slot[]): Proposal<Slot>[] {
  const [earliest, ...others] = bySoonest(slots);
  if (!earliest) return [];
  const same = earliest.is_same ? null : others.find((slot) => slot.is_same);
  return [...(same ? [{ slot: same, isEarliest: false }] : []), { slot: earliest, isEarliest: true }];
}

/** The three that lie nearest to a time that is gone, soonest first. */
export function nearestTo<Slot extends PortalSlot>(goneAt: string, slots: Slot[]): Slot[] {
  const distance = ({ starts_at }: Slot) => Math.abs(Date.parse(starts_at) - Date.parse(goneAt));
  const others = slots.filter((slot) => distance(slot) > 0);
  return bySoonest(others.toSorted((a, b) => distance(a) - distance(b)).slice(0, 3));
}

/** What a customer hears of a free time: the window of arrival, not our own minutes. */
export const windowOf = (slot: PortalSlot): Span =>
  slot.window ?? { starts_at: slot.starts_at, ends_at: slot.ends_at };

export const DAY_PARTS = {
  any: ["08:00", "18:00"],
  morning: ["08:00", "12:00"],
  afternoon: ["12:00", "18:00"],
} as const;
export type DayPart = keyof typeof DAY_PARTS;
const isDayPart = (word: string | undefined): word is DayPart =>
  word !== undefined && Object.hasOwn(DAY_PARTS, word);

export function wishOf(day: string, part: DayPart, timeZone: string): Span {
  const [from, to] = DAY_PARTS[part];
  const instant = (time: string) => new Date(wallToInstant(day, time, timeZone)).toISOString();
  return { starts_at: instant(from), ends_at: instant(to) };
}

export const WISHES = [1, 2, 3] as const;

/**
 * The body of an action as a form without script sends it. Three wishes come as a day and a part of it each, which
 * mean something on the site's clock only.
 */
export function bodyOfForm(
  action: PortalAction,
  fields: Record<string, string>,
  timeZone: string,
): Record<string, unknown> {
  if (action === "code") return { code: Object.keys(fields).includes("code") ? fields.code : "" };
  if (action !== "reschedule" || fields.hold_id) return fields;
  const { op_id, note } = fields;
  const wishes = WISHES.flatMap((number) => {
    const [day, part] = [fields[`day_${number}`], fields[`part_${number}`]];
    return day && /^\d{4}-\d{2}-\d{2}$/.test(day)
      ? [wishOf(day, isDayPart(part) ? part : "any", timeZone)]
      : [];
  });
  return { op_id, wishes, ...(note ? { note } : {}) };
}

/** Where the person was: a refused form leads back to the page it was sent from. */
export function pageOfAction(action: PortalAction): string {
  if (action === "hold" || action === "reschedule") return "/reschedule";
  return action === "feedback" ? "/feedback" : "";
}
