import {
  createLoader,
  createSerializer,
  parseAsString,
  parseAsStringLiteral,
  type inferParserType,
} from "nuqs/server";
import { fieldFilterOf } from "@/components/custom-fields/field-filter";
import type { CustomField } from "@/lib/custom-fields/schema";
import { JOB_STATES, PRIORITIES } from "@/lib/jobs/rules";
import type { JobFilters } from "@/lib/jobs/schema";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What is worked on, what waits for a time, what waits for something else, what is over. */
export const JOB_VIEWS = ["open", "to_plan", "on_hold", "completed", "cancelled", "all"] as const;
type JobViewId = (typeof JOB_VIEWS)[number];

/** As the API writes several states. */
const VIEW_STATES: Partial<Record<JobViewId, string>> = {
  open: "new,scheduled,in_progress,on_hold",
  on_hold: "on_hold",
  completed: "completed,invoiced",
  cancelled: "cancelled",
};

/** One object for the server's first read and the browser's filters: the address alone rebuilds the list. */
export const jobParsers = {
  view: parseAsStringLiteral(JOB_VIEWS).withDefault("open"),
  q: parseAsString.withDefault(""),
  state: parseAsStringLiteral(JOB_STATES),
  priority: parseAsStringLiteral(PRIORITIES),
  service: parseAsString,
  tag: parseAsString,
  fields: parseAsString,
  customer: parseAsString,
  property: parseAsString,
  peek: parseAsString,
};
export type JobView = inferParserType<typeof jobParsers>;

export const loadJobView = createLoader(jobParsers);

const { peek: _, ...kept } = jobParsers;
const serialize = createSerializer(kept);

/** What a saved view remembers: the filters, not the record that stands beside the list. */
export function jobQuery({ peek: _peek, ...view }: JobView): string {
  return serialize(view).replace(/^\?/, "");
}

export function viewOfQuery(query: string): Omit<JobView, "peek"> {
  const { peek: _peek, ...view } = loadJobView(new URLSearchParams(query));
  return view;
}

const idOf = (text: string | null) => (text && UUID.test(text) ? text : undefined);

/** What the API is asked for; a hand-written address with nonsense in it asks for less, not for an error. */
export function jobFilters(view: JobView, fields?: readonly CustomField[]): JobFilters {
  return {
    q: view.q.trim().slice(0, 200) || undefined,
    status: view.state ?? VIEW_STATES[view.view],
    planned: view.view === "to_plan" ? "none" : undefined,
    priority: view.priority ?? undefined,
    service_type_id: idOf(view.service),
    tag_id: idOf(view.tag),
    custom_fields: fieldFilterOf(view.fields, "job", fields),
    customer_id: idOf(view.customer),
    property_id: idOf(view.property),
  };
}

export const PAGE_SIZE = 50;
