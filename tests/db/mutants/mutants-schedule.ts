import { edit } from "./edit";
import type { Mutant } from "./mutants";

const gaps =
  "private.slot_gaps(uuid, uuid[], timestamptz, timestamptz, integer, integer, integer, uuid, uuid)";

/** Bugs of free times, lists, the board, requests and notes. */
export const scheduleMutants: Mutant[] = [
  {
    name: "free times without time off",
    by: "stories",
    story: "slots",
    test: "is not free for others, is free for who holds it, and for all when it ran out",
    bug: "What is no visit is compared with a visit that is null, and falls out",
    sql: edit(
      gaps,
      "(booking is null or o.booking_id is distinct from booking)",
      "o.booking_id is distinct from booking",
    ),
  },
  {
    name: "held times are free for everybody",
    by: "stories",
    story: "slots",
    test: "is not free for others, is free for who holds it, and for all when it ran out",
    bug: "Whoever asks is taken for the one who holds the time",
    sql: edit(gaps, "and (h.held_by = asker or h.principal = link)", ""),
  },
  {
    name: "free times without the buffers of the visit",
    by: "stories",
    story: "slots",
    test: "leaves out visits, and keeps the new visit's buffers from them",
    bug: "The buffer after the new visit is not kept from the next one",
    sql: edit(gaps, "lower(o.period) - after_span", "lower(o.period)"),
  },
  {
    name: "free times without the way",
    by: "stories",
    story: "slots",
    test: "from the visit before and to the one after is kept free",
    bug: "A visit begins when the one before ends, ten miles away",
    sql: edit(
      "private.slot_openings(uuid, uuid[], jsonb, uuid)",
      "greatest(g.free_from, p.ends_at + make_interval(mins => p.travel))",
      "g.free_from",
    ),
  },
  {
    name: "certificate of yesterday",
    by: "stories",
    story: "slots",
    test: "skills: one that is missing, and one that is valid to the last day of its certificate",
    bug: "A skill is asked for and its last day is not",
    sql: edit(
      "private.slot_candidates(uuid, jsonb, jsonb, uuid, integer)",
      "(a.certified_until is null or l.day <= a.certified_until)",
      "true",
    ),
  },
  {
    name: "visit found in any organization",
    by: "matrix",
    matrix: "functions",
    test: /public\.get_booking$/,
    bug: "One visit is looked up by its id alone",
    sql: edit(
      "public.get_booking(uuid)",
      "where b.org_id = org\n    and b.id = get_booking.id",
      "where b.id = get_booking.id",
    ),
  },
  {
    name: "list of visits without scope own",
    by: "stories",
    story: "lists-bookings",
    test: "of a technician holds his own visits, whatever he asks for",
    bug: "A technician's list holds everybody's visits",
    sql: edit(
      "public.list_bookings(jsonb, integer, jsonb)",
      "case when scope = 'own' then array(select private.own_booking_ids()) end",
      "null",
    ),
  },
  {
    name: "board of everybody",
    by: "stories",
    story: "today",
    test: "of a technician holds himself and his visits",
    bug: "A technician's board shows all resources with their load",
    sql: edit(
      "private.board_frame(uuid, text, timestamptz, timestamptz, uuid)",
      "and (scope = 'all' or r.id = any (own_ids))",
      "",
    ),
  },
  {
    name: "notes of every visit",
    by: "stories",
    story: "activities",
    test: "is written and read by who may read the record, as far as his scope reaches",
    bug: "Who may read some visits reads the notes of all",
    sql: edit(
      "private.require_activity_target(uuid, jsonb)",
      "and (scope = 'all' or b.id in (select private.own_booking_ids()))",
      "",
    ),
  },
  {
    name: "request decided twice",
    by: "stories",
    story: "requests",
    test: "is done once: the second of two dispatchers is told",
    bug: "Two dispatchers plan the same request, and two technicians drive there",
    sql: edit("public.decide_booking_request(jsonb)", "if request.status <> 'new' then", "if false then"),
  },
  {
    name: "history of every job",
    by: "stories",
    story: "lists-bookings",
    test: "is closed where the record is",
    bug: "A technician reads who changed what in work that is not his",
    sql: edit(
      "private.planning_subjects(uuid, text, uuid)",
      "and (scope = 'all' or j.id in (select private.own_job_ids()))",
      "",
    ),
  },
];
