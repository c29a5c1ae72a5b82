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
    bug: "Whoever asks is taken for the one who holds the time",
    sql: edit(gaps, "and h.held_by = asker", ""),
  },
  {
    name: "free times without the buffers of the visit",
    by: "stories",
    story: "slots",
    bug: "The buffer after the new visit is not kept from the next one",
    sql: edit(gaps, "lower(o.period) - after_span", "lower(o.period)"),
  },
  {
    name: "free times without the way",
    by: "stories",
    story: "slots",
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
    test: "public.get_booking(",
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
    bug: "Two dispatchers plan the same request, and two technicians drive there",
    sql: edit("public.decide_booking_request(jsonb)", "if request.status <> 'new' then", "if false then"),
  },
  {
    name: "history of every job",
    by: "stories",
    story: "lists-bookings",
    bug: "A technician reads who changed what in work that is not his",
    sql: edit(
      "private.planning_subjects(uuid, text, uuid)",
      "and (scope = 'all' or j.id in (select private.own_job_ids()))",
      "",
    ),
  },
];
