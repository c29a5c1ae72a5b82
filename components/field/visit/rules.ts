import { isAnswered, missingOf, shownItems } from "@/lib/job-checklists/rules";
import type { FieldSettings, Visit, VisitChecklist } from "@/lib/sync/schema";

type Place = { lat: number; lng: number };

/** What the one big button does. Null where nothing is the technician's to do any more. */
export type NextStep =
  | { kind: "go" }
  | { kind: "arrive" }
  | { kind: "resume"; to: "en_route" | "on_site" }
  | { kind: "checklist"; checklistId: string; left: number }
  | { kind: "photo"; checklistId: string; key: string; label: string }
  | { kind: "signature" }
  | { kind: "complete" };

type Features = FieldSettings["features"];

/** Always the step that is needed next; everything optional has a place of its own and is never asked for. */
export function nextStep(visit: Visit, features: Features): NextStep | null {
  const may = (to: string) => visit.transitions.some((step) => step.to === to);
  if (visit.status === "paused") {
    const to = visit.actual_start === null ? "en_route" : "on_site";
    return may(to) ? { kind: "resume", to } : null;
  }
  if (may("completed")) return missingStep(visit, features) ?? { kind: "complete" };
  if (may("en_route")) return { kind: "go" };
  return may("on_site") ? { kind: "arrive" } : null;
}

/** Questions come first, then the photos they ask for, then the signature below all of it. */
function missingStep(visit: Visit, { signature_required }: Features): NextStep | null {
  const missing = missingOf(visit, signature_required);
  const open = missing.filter((each) => each.kind === "item");
  const questions = open.filter(
    ({ checklist_id, key }) => itemOf(visit, checklist_id, key)?.kind !== "photo",
  );
  const [question] = questions;
  if (question) return { kind: "checklist", checklistId: question.checklist_id, left: questions.length };
  const [photo] = open;
  if (photo) return { kind: "photo", checklistId: photo.checklist_id, key: photo.key, label: photo.label };
  return missing.length > 0 ? { kind: "signature" } : null;
}

const itemOf = (visit: Visit, checklistId: string, key: string) =>
  visit.checklists.find(({ id }) => id === checklistId)?.items.find((item) => item.key === key);

/** One line of "to finish": what it is, how far it is, whether the visit can be done without it. */
export type Todo = { done: number; total: number; isNeeded: boolean } & (
  | { kind: "checklist"; id: string; name: string }
  | { kind: "photo"; checklistId: string; key: string; label: string }
  | { kind: "signature" }
);

/** Photos that a checklist asks for stand for themselves: the camera is one tap away, not a page of questions. */
export function todosOf(visit: Visit, { signature_required }: Features): Todo[] {
  return [
    ...visit.checklists.flatMap((checklist) => checklistTodos(checklist, visit)),
    {
      kind: "signature",
      done: visit.signatures.length > 0 ? 1 : 0,
      total: 1,
      isNeeded: signature_required,
    },
  ];
}

function checklistTodos(checklist: VisitChecklist, visit: Visit): Todo[] {
  const shown = shownItems(checklist.items, checklist.answers);
  const questions = shown.filter(({ kind }) => kind !== "photo");
  const photos = shown.filter(({ kind }) => kind === "photo");
  const { id, name, is_required } = checklist;
  const lines: Todo[] = photos.map((item) => ({
    kind: "photo",
    checklistId: id,
    key: item.key,
    label: item.label,
    done: isAnswered(item, checklist, visit.photos) ? 1 : 0,
    total: 1,
    isNeeded: is_required && item.required,
  }));
  if (questions.length === 0) return lines;
  const done = questions.filter((item) => isAnswered(item, checklist, visit.photos)).length;
  const isNeeded = is_required && questions.some(({ required }) => required);
  return [{ kind: "checklist", id, name, done, total: questions.length, isNeeded }, ...lines];
}

/** The clock of the state that runs: what came before a pause counts, the pause itself does not. */
export function clockOf(visit: Visit, resourceId: string | null, now: number): number | null {
  const kind = visit.status === "en_route" ? "travel" : "on_site";
  if (visit.status !== "en_route" && visit.status !== "on_site" && visit.status !== "paused") return null;
  const own = visit.time_entries.filter(
    (entry) => entry.kind === kind && (resourceId === null || entry.resource_id === resourceId),
  );
  if (own.length === 0) {
    if (kind === "travel" || visit.actual_start === null) return null;
    return Math.max(0, now - Date.parse(visit.actual_start));
  }
  return own.reduce(
    (sum, { starts_at, ends_at }) =>
      sum + Math.max(0, (ends_at === null ? now : Date.parse(ends_at)) - Date.parse(starts_at)),
    0,
  );
}

/** "00:42:10"; of a day and more the hours go on. */
export function clockText(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  return [seconds / 3600, (seconds / 60) % 60, seconds % 60]
    .map((part) => String(Math.floor(part)).padStart(2, "0"))
    .join(":");
}

const EARTH_M = 6_371_008.8;
const radians = (degrees: number) => (degrees * Math.PI) / 180;

/** As the crow flies, in metres, by the haversine formula; the same radius as in the database. */
export function distanceM(from: Place, to: Place): number {
  const half = (a: number, b: number) => Math.sin(radians(b - a) / 2) ** 2;
  const chord =
    half(from.lat, to.lat) + Math.cos(radians(from.lat)) * Math.cos(radians(to.lat)) * half(from.lng, to.lng);
  return 2 * EARTH_M * Math.asin(Math.min(1, Math.sqrt(chord)));
}

export function placeOf({ property }: Pick<Visit, "property">): Place | null {
  const { lat, lng } = property;
  return lat === null || lng === null ? null : { lat, lng };
}

/** So far from the door "I am here" is more likely a slip than an arrival. */
const FAR_M = 500;
/** So short after arriving "Complete" is. */
const SHORT_MS = 2 * 60_000;

export type Slip = { kind: "far"; metres: number } | { kind: "short"; minutes: number };

/** What makes a step look like a slip of the thumb; null where it looks meant. */
export function slipOf(
  visit: Visit,
  to: "on_site" | "completed",
  known: { here: Place | null; onSiteMs: number | null },
): Slip | null {
  if (to === "completed") {
    const isShort = known.onSiteMs !== null && known.onSiteMs < SHORT_MS;
    return isShort ? { kind: "short", minutes: Math.floor((known.onSiteMs ?? 0) / 60_000) } : null;
  }
  const site = placeOf(visit);
  if (!known.here || !site) return null;
  const metres = distanceM(known.here, site);
  return metres > FAR_M ? { kind: "far", metres } : null;
}

const MILES = new Set(["US", "GB", "LR", "MM"]);
const M_PER_MILE = 1609.344;

/** A distance in the country's own unit: miles and feet are the reader's, whatever his language. */
export function distanceParts(
  metres: number,
  country: string,
): { value: number; unit: "mile" | "kilometer" } {
  const isMiles = MILES.has(country);
  const value = metres / (isMiles ? M_PER_MILE : 1000);
  return {
    value: value < 10 ? Math.round(value * 10) / 10 : Math.round(value),
    unit: isMiles ? "mile" : "kilometer",
  };
}
