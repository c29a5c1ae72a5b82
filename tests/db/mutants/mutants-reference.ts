import { edit } from "./edit";
import type { Mutant } from "./mutants";

/** Bugs of what an organization works with: services, hours, zones, views, samples. */
export const referenceMutants: Mutant[] = [
  {
    name: "private views for all",
    by: "stories",
    story: "saved-views",
    test: "are seen by their maker alone, shared ones by all, not even the owner looks into others'",
    bug: "Whoever may read views reads everybody's, also those that were never shared",
    sql: `alter policy saved_views_select_reader on public.saved_views using (
      org_id = (select private.current_org_id()) and (select private.has_permission('read', 'saved_views')))`,
  },
  {
    name: "sharing without the right",
    by: "stories",
    story: "saved-views",
    test: "are shared by who holds the right on all views only, when made and when changed",
    bug: "Who may only have views of his own puts one into everybody's list",
    sql: `alter policy saved_views_insert_creator on public.saved_views with check (
      org_id = (select private.current_org_id()) and user_id = (select private.current_user_id())
      and (select private.has_permission('create', 'saved_views')))`,
  },
  {
    name: "samples take real work along",
    by: "stories",
    story: "samples",
    test: "takes nothing along that is real: own records, the own tag, a sample technician sent to a real customer",
    bug: "Removing samples removes a technician whom somebody has sent to a real customer",
    sql: edit(
      "public.remove_sample_data(jsonb)",
      "and not exists (select from public.booking_assignments as a where a.org_id = org and a.resource_id = r.id)",
      "",
    ),
  },
  {
    name: "presets over one's own",
    by: "stories",
    story: "samples",
    test: "leaves alone what somebody has changed",
    bug: "Another trade replaces services that the company has made its own",
    sql: edit("private.are_presets_untouched(uuid)", "max(p.version) = 1", "max(p.version) > 0"),
  },
  {
    name: "a hole counts as inside",
    by: "stories",
    story: "presets",
    test: "is the drawn one before the listed, the whole postcode before its beginning, and none outside",
    bug: "Who lives in the hole of a zone is planned into the zone",
    sql: edit("private.is_within(jsonb, double precision, double precision)", "bool_and(", "bool_or("),
  },
];
