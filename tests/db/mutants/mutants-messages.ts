import { edit } from "./edit";
import type { Mutant } from "./mutants";

const story = { by: "stories", story: "messages" } as const;
const untrue = "private.message_untrue(public.bookings, public.notification_intents, text)";

/** Bugs of what customers are told: each would write to somebody who must not be, or of what is not so. */
export const messageMutants: Mutant[] = [
  {
    ...story,
    name: "undo is too late",
    test: "makes undo enough",
    bug: "A visit that was moved back is announced all the same",
    sql: edit(
      "private.true_plan_event(public.bookings, jsonb)",
      "when plan is not distinct from known then null",
      "when false then null",
    ),
  },
  {
    ...story,
    name: "a mail for each move",
    test: "ten moves become one message",
    bug: "Ten moves of a visit become ten messages",
    sql: edit("private.hold_waiting_plans(jsonb, integer)", "where n.status = 'waiting'", "where false"),
  },
  {
    ...story,
    name: "forgets what may have left",
    test: "counts as told",
    bug: "A mail whose worker died counts as never sent, and the next one speaks of a first time",
    sql: edit("ops.notification_mail(uuid, uuid, text)", "told_at = now()", "told_at = null"),
  },
  {
    ...story,
    name: "writes against his wish",
    test: "who does not want it, and the office reads why",
    bug: "Who does not want to be written to is written to",
    sql: edit(
      "private.message_bar(uuid, public.notification_intents)",
      "elsif customer.do_not_contact and",
      "elsif false and",
    ),
  },
  {
    ...story,
    name: "sends what is switched off",
    test: "whose company switched the message off",
    bug: "A message the company switched off leaves",
    sql: edit("ops.notification_mail(uuid, uuid, text)", "or not words.is_active", ""),
  },
  {
    ...story,
    name: "announces the past",
    test: "is nothing of a visit without a time, of the past",
    bug: "An import of old visits writes to every customer",
    sql: edit("private.plan_messages(jsonb, integer)", ") > now()", ") > '-infinity'"),
  },
  {
    ...story,
    name: "on the way when he is there",
    test: "does not keep who is on the way",
    bug: "A mail held up by its server says who is on the way while he works",
    sql: edit(untrue, "visit.status <> 'en_route'", "false"),
  },
  {
    by: "matrix",
    matrix: "functions",
    test: "withdraw_notification",
    name: "stops others' messages",
    bug: "A message of another organization is found by its id",
    sql: edit(
      "private.lock_message(uuid, uuid)",
      "where n.org_id = org and n.id = wanted",
      "where n.id = wanted",
    ),
  },
];
