import type { Formats } from "@/lib/i18n/format";
import { isOver, shownSpan } from "@/lib/portal/rules";
import type { PortalState } from "@/lib/portal/schema";

/** The tab says the one thing that matters: "11:20–11:30 · Sam". */
export function titleOf({ visit, organization }: PortalState, formats: Formats): string {
  const who = visit.people[0]?.first_name ?? organization.name;
  const span = shownSpan(visit);
  if (!span || isOver(visit)) return `${visit.service} · ${organization.name}`;
  const window = formats.window(span.starts_at, span.ends_at, visit.time_zone);
  const isNear = visit.step !== "booked";
  return `${isNear ? "" : `${formats.day(span.starts_at, visit.time_zone)}, `}${window} · ${who}`;
}
