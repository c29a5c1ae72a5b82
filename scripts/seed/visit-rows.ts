import { identifier } from "./customers";
import type { Company, Staff } from "./staff";
import type { PlannedVisit } from "./visit-plan";
import { storyOf, type Step } from "./visit-story";
import { wordsOf } from "./work";

export type Place = { property_id: string; customer_id: string; lat: number; lng: number };
export type ServiceType = {
  id: string;
  name: string;
  duration_min: number;
  buffer_before_min: number;
  buffer_after_min: number;
  priority: string;
};

const MIN_MS = 60_000;
const DAY_MS = 86_400_000;
const USUAL_WINDOW_MIN = 120;

/** A visit with its job, as the tables take them, and the steps that led to where it stands. */
export type MadeVisit = ReturnType<typeof makeVisit>;

/** Where a technician is sent on a day: neighbours, as a dispatcher would put them together. */
export function placeFor(
  company: Company,
  places: Place[],
  visit: PlannedVisit,
  neighbours: Map<string, number>,
): Place {
  const { random } = company;
  const [technician = random.integer(0, 7)] = visit.technicians;
  const size = Math.floor(places.length / 8);
  const day = Math.floor((visit.startMs ?? 0) / DAY_MS);
  const key = `${technician} ${day}`;
  const center = neighbours.get(key) ?? random.integer(0, size - 4);
  neighbours.set(key, center);
  const place = places[technician * size + center + random.integer(0, 3)];
  if (!place) throw new Error("The demo has no place with a position.");
  return place;
}

export function makeVisit(
  company: Company,
  staff: Staff,
  visit: PlannedVisit,
  place: Place,
  type: ServiceType,
) {
  const { organization, person, random, nowMs } = company;
  const words = wordsOf(company.demo.company.locale);
  const startMs = visit.startMs ?? nowMs;
  const createdMs = Math.min(startMs - random.integer(1, 10) * DAY_MS, nowMs - 3_600_000);
  const common = { org_id: organization, created_by: person("dispatcher"), created_at: new Date(createdMs) };
  const job = {
    ...common,
    id: identifier(random),
    customer_id: place.customer_id,
    property_id: place.property_id,
    service_type_id: type.id,
    title: type.name,
    description: random.pick(words.complaints),
    priority: type.priority,
    duration_min: visit.startMs && visit.endMs ? (visit.endMs - visit.startMs) / MIN_MS : null,
    wishes: random.chance(0.3) ? random.pick(words.wishes) : null,
    source: random.pick(["phone", "phone", "phone", "web", "email"]),
  };
  const booking = {
    ...common,
    id: identifier(random),
    job_id: job.id,
    status: visit.startMs ? "scheduled" : "unscheduled",
    starts_at: visit.startMs ? new Date(visit.startMs) : null,
    ends_at: visit.endMs ? new Date(visit.endMs) : null,
    ...promiseOf(visit),
    is_flexible_day: visit.flexibleOn !== undefined,
    flexible_on: visit.flexibleOn ?? null,
    confirmed_at: visit.startMs && random.chance(0.5) ? new Date(createdMs + 3_600_000) : null,
    buffer_before_min: type.buffer_before_min,
    buffer_after_min: type.buffer_after_min,
    assigned: assignedTo(staff, visit),
    overlap_reason: visit.isOverlap ? words.overlap : null,
    overlap_by: visit.isOverlap ? person("dispatcher") : null,
  };
  return { visit, job, booking, ending: endingOf(company, visit, createdMs) };
}

/** The window that was promised is still the one that holds. */
function promiseOf({ startMs, windowMin = USUAL_WINDOW_MIN }: PlannedVisit) {
  const from = startMs ? new Date(startMs) : null;
  const to = startMs ? new Date(startMs + windowMin * MIN_MS) : null;
  return { window_starts_at: from, window_ends_at: to, promised_starts_at: from, promised_ends_at: to };
}

function assignedTo(staff: Staff, { technicians, byCrew }: PlannedVisit) {
  const crew_id = byCrew ? staff.crew : null;
  const people = technicians.map((number, index) => ({
    resource_id: staff.technicians[number] ?? "",
    role: index === 0 ? "lead" : "helper",
    crew_id,
  }));
  if (byCrew) people.push({ resource_id: staff.vans[0] ?? "", role: "equipment", crew_id });
  return people;
}

export type Ending = {
  status: string;
  statusReason: string | null;
  outcome: string | null;
  outcomeReason: string | null;
  actualStart: Date | null;
  actualEnd: Date | null;
  freedAt: Date | null;
  steps: Step[];
};

/** What became of it: arrived within minutes of the plan, left within a quarter of an hour. */
function endingOf({ demo, random, nowMs }: Company, visit: PlannedVisit, createdMs: number): Ending {
  const words = wordsOf(demo.company.locale);
  const { state } = visit;
  const startMs = visit.startMs ?? createdMs;
  const endMs = visit.endMs ?? createdMs;
  const reasons: Record<string, string> = {
    cancelled: random.pick(words.cancelled),
    no_show: random.pick(words.noShow),
    paused: words.paused,
  };
  const isDone = state === "completed" || state === "closed";
  const outcomeReason = isDone && visit.isIncomplete ? random.pick(words.incomplete) : null;
  const arrivedMs = Math.min(startMs + random.integer(-4, 9) * MIN_MS, nowMs - 10 * MIN_MS);
  const leftMs = Math.max(
    arrivedMs + 5 * MIN_MS,
    Math.min(endMs + random.integer(-14, 10) * MIN_MS, nowMs - 3 * MIN_MS),
  );
  const reason = reasons[state] ?? outcomeReason ?? "";
  const steps = storyOf(state, { createdMs, startMs, arrivedMs, leftMs, nowMs, reason });
  const stepTo = (to: string) => steps.find((step) => step.to === to)?.atMs;
  const actual = (to: string) => {
    const atMs = stepTo(to);
    return atMs === undefined ? null : new Date(atMs);
  };
  const actualEnd = actual("completed");
  return {
    status: state,
    statusReason: reasons[state] ?? null,
    outcome: isDone ? (visit.isIncomplete ? "incomplete" : "done") : null,
    outcomeReason,
    actualStart: actual("on_site"),
    actualEnd,
    freedAt: actualEnd && actualEnd.getTime() < endMs ? actualEnd : null,
    steps,
  };
}
