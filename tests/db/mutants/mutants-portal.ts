import { edit } from "./edit";
import type { Mutant } from "./mutants";

const access = "public.customer_portal_access";

/** Bugs of customers' links: each would open more than one visit, or for longer, or do something twice. */
export const portalMutants: Mutant[] = [
  {
    name: "link of any organization",
    by: "stories",
    story: "portal-links",
    bug: "A link opens its visit under whatever organization is claimed",
    sql: edit(
      "private.portal_link(text, boolean)",
      "where a.org_id = private.uuid_claim('org_id') and a.id = substr(principal, 8)::uuid",
      "where a.id = substr(principal, 8)::uuid",
    ),
  },
  {
    name: "session of any link",
    by: "stories",
    story: "portal-links",
    bug: "The session of one link speaks for another",
    sql: edit("private.portal_link(text, boolean)", "and s.access_id = access.id", ""),
  },
  {
    name: "cookie for any link",
    by: "stories",
    story: "portal-links",
    bug: "The cookie of one link opens the page of another",
    sql: edit("public.gate_portal_session(uuid, text)", "and s.access_id = gate_portal_session.link_id", ""),
  },
  {
    name: "revoked for the future only",
    by: "stories",
    story: "portal-links",
    bug: "A link that was taken back goes on in pages that are open",
    sql: edit(`private.is_link_open(${access})`, "access.revoked_at is null\n    and", ""),
  },
  {
    name: "link follows the job",
    by: "stories",
    story: "portal-links",
    bug: "Who had the visit before sees it after it became another customer's",
    sql: edit(`private.is_link_open(${access})`, "and j.customer_id = access.customer_id", ""),
  },
  {
    name: "code asked at the door only",
    by: "stories",
    story: "portal-links",
    bug: "Who knows the address of an action needs no code",
    sql: edit("private.portal_link(text, boolean)", "if with_code and", "if not with_code and"),
  },
  {
    name: "guesses without end",
    by: "stories",
    story: "portal-links",
    bug: "A wrong code is not counted",
    sql: edit("public.portal_code(jsonb)", "code.failures := code.failures + 1", "code.failures := 1"),
  },
  {
    name: "scopes as decoration",
    by: "stories",
    story: "portal-links",
    bug: "A link for reading cancels visits",
    sql: edit("private.portal_link(text, boolean)", "if needed <> all (access.scopes) then", "if false then"),
  },
  {
    name: "action by each window",
    by: "stories",
    story: "portal-changes",
    bug: "An action sent by two windows at once is done twice, or fails in one of them",
    sql: edit("private.lock_portal_link(text)", "for no key update", ""),
  },
  {
    name: "hold of another link",
    by: "stories",
    story: "portal-changes",
    bug: "Who guesses the id of a hold takes the time that another customer keeps",
    sql: edit("public.portal_reschedule(jsonb)", "and h.principal = private.link_principal()", ""),
  },
  {
    name: "refusal with a name",
    by: "stories",
    story: "portal-changes",
    bug: "A customer whose time is taken reads by whom",
    sql: edit(
      "private.move_to_hold(uuid, public.bookings, public.booking_holds)",
      "when sqlstate 'CO409' or sqlstate 'CO422' then",
      "when sqlstate 'CO422' then",
    ),
  },
  {
    name: "files of any visit",
    by: "stories",
    story: "portal-words",
    bug: "A link opens photos of all visits of the company",
    sql: edit(
      "private.portal_files(uuid, public.bookings, text[])",
      "where f.org_id = org and f.booking_id = booking.id and f.deleted_at is null",
      "where f.org_id = org and f.deleted_at is null",
    ),
  },
  {
    name: "state to strangers",
    by: "catalogue",
    bug: "A helper that reads links can be called by anybody",
    sql: "grant execute on function private.portal_link_rows(uuid, uuid[]) to anon",
  },
  {
    name: "rating for ever",
    by: "stories",
    story: "portal-words",
    bug: "A rating is changed long after the office answered it",
    sql: edit(
      "private.write_feedback(uuid, uuid, uuid, uuid, jsonb)",
      "if known.editable_until <= now() then",
      "if false then",
    ),
  },
];
