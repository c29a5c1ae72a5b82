import { createLoader, parseAsString, parseAsStringLiteral, type inferParserType } from "nuqs/server";
import type { BookingRequestFilters } from "@/lib/booking-requests/schema";
import { PRIORITIES } from "@/lib/jobs/rules";
import type { JobFilters } from "@/lib/jobs/schema";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export const BACKLOG_TABS = ["requests", "to_plan"] as const;
export type BacklogTab = (typeof BACKLOG_TABS)[number];

/** One object for the server's first read and the browser's filters: the address alone rebuilds the page. */
export const backlogParsers = {
  tab: parseAsStringLiteral(BACKLOG_TABS).withDefault("requests"),
  q: parseAsString.withDefault(""),
  priority: parseAsStringLiteral(PRIORITIES),
  service: parseAsString,
  /** What is being planned beside the list. */
  open: parseAsString,
};
type BacklogView = inferParserType<typeof backlogParsers>;

export const loadBacklogView = createLoader(backlogParsers);

const shared = ({ q, priority, service }: BacklogView) => ({
  q: q.trim().slice(0, 200) || undefined,
  priority: priority ?? undefined,
  service_type_id: service && UUID.test(service) ? service : undefined,
});

/** Requests nobody has decided about. */
export const requestFilters = (view: BacklogView): BookingRequestFilters => ({
  ...shared(view),
  status: "new",
});

/** Open jobs without a visit that has a time. */
export const toPlanFilters = (view: BacklogView): JobFilters => ({ ...shared(view), planned: "none" });

export const PAGE_SIZE = 50;
