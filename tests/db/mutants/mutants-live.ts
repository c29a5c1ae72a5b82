import { edit } from "./edit";
import type { Mutant } from "./mutants";

const policy = "messages_select_listener on realtime.messages";

/** Bugs of what open pages are told: each would let somebody listen who may not, or leave out who must know. */
export const liveMutants: Mutant[] = [
  {
    name: "topics for everybody",
    by: "matrix",
    matrix: "topics",
    test: "are heard and written by nobody, whatever his token says",
    bug: "Whoever is signed in joins the channel of any office",
    sql: `drop policy ${policy};
      create policy ${policy} for select to authenticated using (extension = 'broadcast')`,
  },
  {
    name: "topic of any organization",
    by: "matrix",
    matrix: "topics",
    test: "are heard and written by nobody, whatever his token says",
    bug: "The right to all visits at home opens the office of every other organization",
    sql: edit(
      "private.may_listen(text)",
      "topic = 'org:' || me.org_id || ':office'",
      "topic like 'org:%:office'",
    ),
  },
  {
    name: "topic asked for others' rows",
    by: "matrix",
    matrix: "topics",
    test: "show none of their rows to who asks for a topic of his own",
    bug: "Who names his own topic sees the messages of all",
    sql: `drop policy ${policy};
      create policy ${policy} for select to authenticated using (
        extension = 'broadcast' and (select private.may_listen((select realtime.topic()))))`,
  },
  {
    name: "office for technicians",
    by: "matrix",
    matrix: "topics",
    test: "the office's is heard by who sees all visits",
    bug: "A technician hears of every visit of the company",
    sql: edit(
      "private.may_listen(text)",
      "private.permission_scope('read', 'bookings') is not distinct from 'all'",
      "private.has_permission('read', 'bookings')",
    ),
  },
  {
    name: "clients speak",
    by: "matrix",
    matrix: "topics",
    test: "the office's is heard by who sees all visits",
    bug: "A member sends the office messages of his own making",
    sql: `create policy messages_insert_listener on realtime.messages for insert to authenticated
      with check ((select private.may_listen((select realtime.topic()))))`,
  },
  {
    name: "taken from without a word",
    by: "stories",
    story: "live",
    test: "a visit given to somebody else is told to both",
    bug: "Who a visit is taken from drives there all the same",
    sql: edit("private.resources_of_record(uuid, text, uuid, boolean)", "if is_taken then", "if false then"),
  },
];
