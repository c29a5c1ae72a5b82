import { edit } from "./edit";
import type { Mutant } from "./mutants";

/** Bugs of erasing people and of giving out what is held of them. */
export const privacyMutants: Mutant[] = [
  {
    name: "history forgotten by erasure",
    by: "stories",
    story: "privacy",
    test: "leaves no trace in a full copy",
    bug: "The values before and after each edit stay, also those the erasing itself wrote",
    sql: "delete from private.personal_data_rows where relation = 'private.change_log'",
  },
  {
    name: "leaf made after the values are gone",
    by: "stories",
    story: "privacy",
    test: "leaves no trace in a full copy",
    bug: "History is cleared before the audit line's leaf is made of it, so the seal no longer fits",
    sql: "update private.personal_data_rows set position = 89 where relation = 'private.change_log'",
  },
  {
    name: "planned visits do not stand in the way",
    by: "stories",
    story: "privacy",
    test: "is not erased while a visit is planned",
    bug: "A person is erased while somebody is about to drive there",
    sql: edit(
      "private.planned_visits(private.person_scope)",
      "b.status in (",
      "b.status in ('never') and b.status in (",
    ),
  },
  {
    name: "signed reports kept for ever",
    by: "stories",
    story: "privacy",
    test: "leaves a signed report while the law asks for it",
    bug: "When the time is over, what was kept is still left out",
    sql: edit("ops.finish_erasures()", "request.person_id, 0)", "request.person_id, 6)"),
  },
  {
    name: "account of another company emptied",
    by: "stories",
    story: "privacy",
    test: "keeps an account that another company has too",
    bug: "Erasing a member takes the account that works for somebody else as well",
    sql: edit("private.member_scope(uuid, uuid)", "m.user_id = person and m.org_id <> org", "false"),
  },
  {
    name: "export of all companies",
    by: "stories",
    story: "organization-export",
    test: "holds every row of the company, and no word of another",
    bug: "Members' profiles are exported without asking whose they are",
    sql: edit(
      "ops.organization_rows(uuid, text, jsonb, integer)",
      "where m.org_id = $1)",
      "where $1 is not null)",
    ),
  },
  {
    name: "erasure by dispatchers",
    by: "matrix",
    matrix: "functions",
    test: "public.erase_person",
    bug: "Whoever may see a customer may erase him",
    sql: edit(
      "private.require_privacy(uuid, text, uuid)",
      "perform private.require_permission('manage', 'organizations', 'all');",
      "",
    ),
  },
];
