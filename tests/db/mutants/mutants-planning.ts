import { edit } from "./edit";
import type { Mutant } from "./mutants";

/** Bugs of planning: each would put somebody in two places, show too much, or lose what was agreed. */
export const planningMutants: Mutant[] = [
  {
    name: "no exclusion constraint",
    by: "stories",
    story: "occupancy",
    bug: "Only the functions look whether somebody is free; whoever writes past them books twice",
    sql: "alter table public.resource_occupancy drop constraint resource_occupancy_free_key",
  },
  {
    name: "buffers ignored",
    by: "stories",
    story: "occupancy",
    bug: "The next visit begins while the last one is still packing up",
    sql: edit(
      "private.period_of(public.bookings)",
      "booking.ends_at + make_interval(mins => booking.buffer_after_min)",
      "booking.ends_at",
    ),
  },
  {
    name: "an edge too many",
    by: "stories",
    story: "states",
    bug: "A closed visit is opened again, after its hours were paid",
    sql: "insert into private.booking_transitions (from_status, to_status) values ('closed', 'on_site')",
  },
  {
    name: "step unguarded",
    by: "stories",
    story: "states",
    bug: "The steps are checked by one function and not by the table",
    sql: "drop trigger guard_step on public.bookings",
  },
  {
    name: "own visits of everybody",
    by: "stories",
    story: "own-visits",
    bug: "A technician sees the visits, customers and addresses of all his colleagues",
    sql: edit("private.own_booking_ids()", "and r.user_id = me.user_id", ""),
  },
  {
    name: "own scope without end",
    by: "stories",
    story: "own-visits",
    bug: "Who was there once keeps the address for ever",
    sql: edit("private.own_booking_ids()", "and coalesce(b.ends_at, b.created_at) > since", ""),
  },
  {
    name: "own places of a customer all",
    by: "stories",
    story: "own-visits",
    bug: "Who is sent to one house sees the customer's others",
    sql: edit(
      "private.own_property_ids()",
      "c.assigned_to = me.user_id",
      "c.id in (select private.own_customer_ids())",
    ),
  },
  {
    name: "deliberate overlap unguarded",
    by: "stories",
    story: "overlap",
    bug: "An ordinary visit passes below a deliberate one, because that is out of the constraint",
    sql: "drop trigger guard_occupancy on public.resource_occupancy",
  },
  {
    name: "overlap without the right",
    by: "stories",
    story: "overlap",
    bug: "Anybody who plans may book twice by giving a reason",
    sql: edit(
      "private.require_free(uuid, public.bookings, public.bookings, uuid[], text, text)",
      "perform private.require_permission('manage', 'bookings', 'all');",
      "",
    ),
  },
  {
    name: "expired holds stay",
    by: "stories",
    story: "holds",
    bug: "A call that ended without a visit keeps the time for ever",
    sql: `${edit("private.lock_resources(uuid, uuid[])", "o.expires_at <= moment", "false")};
      ${edit("private.guard_occupancy()", "o.expires_at <= moment", "false")}`,
  },
  {
    name: "anybody's hold",
    by: "stories",
    story: "holds",
    bug: "A hold is taken over by who knows its id",
    sql: edit("private.take_over_hold(uuid, uuid)", "and h.held_by = private.current_user_id()", ""),
  },
  {
    name: "one member of a crew",
    by: "stories",
    story: "occupancy",
    bug: "A crew is sent and only its first member is occupied",
    sql: edit(
      "private.crew_on(uuid, uuid, date)",
      "order by m.resource_id",
      "order by m.resource_id limit 1",
    ),
  },
  {
    name: "crew of another day",
    by: "stories",
    story: "occupancy",
    bug: "Who has left a crew is still sent with it",
    sql: edit("private.crew_on(uuid, uuid, date)", "and (m.valid_to is null or m.valid_to >= day)", ""),
  },
  {
    name: "no lock before placing",
    by: "stories",
    story: "sixteen-writers",
    bug: "Two writers ask at the same time whether somebody is free, and both hear yes",
    sql: edit(
      "private.lock_times(uuid, uuid[], tstzrange[])",
      "perform pg_advisory_xact_lock(hashtextextended('resource:' || org || resource || day, 0));",
      "null;",
    ),
  },
  {
    name: "locks in any order",
    by: "stories",
    story: "sixteen-writers",
    bug: "Two writers take the same two people from both ends and wait for each other",
    sql: edit(
      "private.lock_times(uuid, uuid[], tstzrange[])",
      "select distinct r from unnest(resources) as r where r is not null order by r loop",
      "select r from unnest(resources) as r where r is not null order by random() loop",
    ),
  },
  {
    name: "early end frees nobody",
    by: "stories",
    story: "occupancy",
    bug: "Who is done at ten is planned as busy until noon",
    sql: edit(
      "private.step_row(public.bookings, jsonb)",
      "if b.actual_end < was.ends_at then",
      "if false then",
    ),
  },
  {
    name: "reopening takes back",
    by: "stories",
    story: "occupancy",
    bug: "A reopened visit takes the time back that was given to another meanwhile",
    sql: edit(
      "private.step_row(public.bookings, jsonb)",
      "b.actual_start := coalesce(was.actual_start, at);",
      "b.actual_start := coalesce(was.actual_start, at); b.freed_at := null;",
    ),
  },
  {
    name: "conflict told to anybody",
    by: "stories",
    story: "occupancy",
    bug: "A refusal names another's visit and its customer to who may not read visits",
    sql: edit(
      "private.sees_booking(uuid)",
      "return coalesce(scope = 'all' or scope = 'own' and booking in (select private.own_booking_ids()), false);",
      "return true;",
    ),
  },
  {
    name: "an operation twice",
    by: "stories",
    story: "steps",
    bug: "A step a phone sends again after a lost answer is an error, or is taken twice",
    sql: edit(
      "private.is_done(public.bookings, jsonb)",
      "if payload ->> 'op_id' is null then",
      "if true then",
    ),
  },
  {
    name: "people change unseen",
    by: "stories",
    story: "occupancy",
    bug: "Assignments written by themselves neither occupy anybody nor raise the visit's version",
    sql: "drop trigger follow_insert on public.booking_assignments",
  },
  {
    name: "one counter for all",
    by: "stories",
    story: "jobs",
    bug: "Two writers are given the same number",
    sql: edit(
      "private.take_number(uuid, text)",
      "set next_value = n.next_value + 16",
      "set next_value = n.next_value",
    ),
  },
];
