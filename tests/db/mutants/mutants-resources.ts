import { edit } from "./edit";
import type { Mutant } from "./mutants";

/** Bugs of people and their time: each would send somebody who cannot come, or show what is nobody's business. */
export const resourceMutants: Mutant[] = [
  {
    name: "homes for everybody",
    by: "stories",
    story: "resources",
    test: "homes are for the office and for oneself; a viewer sees the rest",
    bug: "Whoever may see a technician's name reads where he lives",
    sql: edit(
      "private.resource_rows(uuid, uuid[])",
      "when (sees_homes or r.user_id = me) and",
      "when true and",
    ),
  },
  {
    name: "deleted under visits",
    by: "stories",
    story: "resources",
    test: "is refused while visits are ahead, names them, and works when they are off",
    bug: "A technician is deleted, and the customer waits for him tomorrow",
    sql: edit("public.delete_resource(uuid, bigint)", "if visits <> '[]' then", "if false then"),
  },
  {
    name: "crew left behind",
    by: "stories",
    story: "resource-crews",
    test: "who joins is occupied, who leaves is free, and he who leads is replaced",
    bug: "Who joins a crew is not occupied by the visits it is planned for",
    sql: edit("private.follow_crew(uuid, uuid, uuid[])", "and n.assigned <> o.assigned", "and false"),
  },
  {
    name: "closed days worked",
    by: "stories",
    story: "resource-shifts",
    test: "closed days have no shift; deleted closures and resources count as none",
    bug: "Visits are offered on Christmas Day",
    sql: edit(
      "private.resource_shifts(uuid, uuid[], timestamptz, timestamptz)",
      "and d.day::date between c.starts_on and c.ends_on",
      "and false",
    ),
  },
  {
    name: "hours of the wrong clock",
    by: "stories",
    story: "resource-shifts",
    test: "in America/New_York on 2026-11-01",
    bug: "Weekly hours are converted by PostgreSQL, which takes the second of two hours",
    sql: edit(
      "private.resource_shifts(uuid, uuid[], timestamptz, timestamptz)",
      "private.local_to_utc(w.wall, w.time_zone)",
      "(w.wall at time zone w.time_zone)",
    ),
  },
  {
    name: "time off of others",
    by: "stories",
    story: "time-off",
    test: "a technician asks for himself, reads his own with its note, and takes nothing back",
    bug: "A technician enters vacation for a colleague, or for another company's",
    sql: edit(
      "private.require_own_reach(uuid, uuid, text)",
      "and (scope = 'all' or r.id in (select private.own_resource_ids()))",
      "",
    ),
  },
];
