import {
  createLoader,
  createParser,
  createSerializer,
  parseAsString,
  parseAsStringLiteral,
  type inferParserType,
} from "nuqs/server";
import { fieldFilterOf } from "@/components/custom-fields/field-filter";
import { BOOKING_STATES } from "@/lib/bookings/rules";
import type { BookingFilters, BookingStatus } from "@/lib/bookings/schema";
import type { CustomField } from "@/lib/custom-fields/schema";
import { PRIORITIES } from "@/lib/jobs/rules";
import { addDays, dateIn, startOfDay } from "@/lib/time";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/** The views every company starts with, in the order of a day. */
export const VISIT_VIEWS = [
  "upcoming",
  "today",
  "unassigned",
  "late",
  "to_close",
  "cancelled",
  "all",
] as const;
export type VisitViewId = (typeof VISIT_VIEWS)[number];

/** States a view is limited to, as the API writes them; a chosen state replaces them. */
const VIEW_STATES: Partial<Record<VisitViewId, string>> = {
  unassigned: "scheduled",
  to_close: "completed",
  cancelled: "cancelled,no_show",
};

const isState = (text: string): text is BookingStatus => BOOKING_STATES.some((state) => state === text);

/** One state, or several as links have them: "completed,closed". What is no state asks for less. */
const parseAsStates = createParser({
  parse: (text) => text.split(",").filter(isState).join(",") || null,
  serialize: (states: string) => states,
});

export const statesOf = (text: string | null): BookingStatus[] => (text ?? "").split(",").filter(isState);

/** What a list of visits can show; the number is the way to the visit and always stands first. */
export const VISIT_COLUMNS = [
  "number",
  "state",
  "when",
  "promised",
  "customer",
  "phone",
  "place",
  "service",
  "priority",
  "job",
  "people",
] as const;
export type VisitColumnId = (typeof VISIT_COLUMNS)[number];

/** The list's own choice. */
export const USUAL_COLUMNS: readonly VisitColumnId[] = [
  "number",
  "state",
  "when",
  "customer",
  "place",
  "service",
  "people",
];

/** In the list's order, the number among them; what is no column is left out, and the usual ones are no choice. */
export function columnsOf(names: readonly string[]): readonly VisitColumnId[] | null {
  const chosen = VISIT_COLUMNS.filter((id) => id === "number" || names.includes(id));
  const isUsual = chosen.length === 1 || chosen.join() === USUAL_COLUMNS.join();
  return isUsual ? null : chosen;
}

const parseAsColumns = createParser<readonly VisitColumnId[]>({
  parse: (text) => columnsOf(text.split(",")),
  serialize: (columns) => columns.join(),
  eq: (one, other) => one.join() === other.join(),
});

/** One object for the server's first read and the browser's filters: the address alone rebuilds the list. */
export const visitParsers = {
  view: parseAsStringLiteral(VISIT_VIEWS).withDefault("upcoming"),
  q: parseAsString.withDefault(""),
  state: parseAsStates,
  person: parseAsString,
  service: parseAsString,
  priority: parseAsStringLiteral(PRIORITIES),
  customer: parseAsString,
  property: parseAsString,
  fields: parseAsString,
  /** First and last day, "2026-11-20". */
  from: parseAsString,
  to: parseAsString,
  /** Which columns, where it is not the list's own choice. */
  columns: parseAsColumns,
  peek: parseAsString,
};
export type VisitView = inferParserType<typeof visitParsers>;

export const loadVisitView = createLoader(visitParsers);

const { peek: _, columns: __, ...kept } = visitParsers;
const serialize = createSerializer(kept);

/** The filters a saved view remembers: not the record that stands beside the list, and columns in a place of their own. */
export function visitQuery({ peek: _peek, columns: _columns, ...view }: VisitView): string {
  return serialize(view).replace(/^\?/, "");
}

export function viewOfQuery(query: string): Omit<VisitView, "peek"> {
  const { peek: _peek, ...view } = loadVisitView(new URLSearchParams(query));
  return view;
}

const idOf = (text: string | null) => (text && UUID.test(text) ? text : undefined);
const dateOf = (text: string | null) => (text && DATE.test(text) ? text : undefined);
const instantOf = (ms: number) => new Date(ms).toISOString();

/** First and last local day of a view, where it has any. */
function daysOf(view: VisitView, today: string): { first?: string | undefined; last?: string | undefined } {
  const first = dateOf(view.from);
  const last = dateOf(view.to);
  if (first || last) return { first, last };
  if (view.view === "today") return { first: today, last: today };
  return view.view === "upcoming" ? { first: today } : {};
}

const LATEST_FIRST: ReadonlySet<VisitViewId> = new Set(["all", "cancelled"]);

/**
 * What the API is asked for. Days are those of the company's zone; a hand-written address with nonsense in it asks
 * for less, not for an error.
 */
export function visitFilters(view: VisitView, zone: string, fields?: readonly CustomField[]): BookingFilters {
  const { first, last } = daysOf(view, dateIn(Date.now(), zone));
  return {
    q: view.q.trim().slice(0, 200) || undefined,
    status: view.state ?? VIEW_STATES[view.view],
    from: first ? instantOf(startOfDay(first, zone)) : undefined,
    to: last ? instantOf(startOfDay(addDays(last, 1), zone)) : undefined,
    unassigned: view.view === "unassigned" || undefined,
    late: view.view === "late" || undefined,
    resource_id: idOf(view.person),
    service_type_id: idOf(view.service),
    customer_id: idOf(view.customer),
    property_id: idOf(view.property),
    priority: view.priority ?? undefined,
    custom_fields: fieldFilterOf(view.fields, "booking", fields),
    order: LATEST_FIRST.has(view.view) ? "desc" : undefined,
  };
}

export const PAGE_SIZE = 50;
