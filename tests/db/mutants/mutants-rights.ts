import { edit } from "./edit";
import type { Mutant } from "./mutants";

const one = "private.scope_of(uuid, uuid, text, public.permission_type, public.resource_type)";
const all = "private.rights_of(uuid, uuid, boolean)";

/** Bugs of roles and grants: each would let somebody do more than he was given, or give more than he has. */
export const rightsMutants: Mutant[] = [
  {
    name: "denials without effect",
    by: "stories",
    story: "rights",
    test: "is beaten by a denial, which beats the role as well",
    bug: "Policies look for grants and never for denials",
    sql: edit(one, "if is_denied then", "if false then"),
  },
  {
    name: "grants without end",
    by: "stories",
    story: "rights",
    test: "works for its time and ends by the clock",
    bug: "A grant for an hour is one for good",
    sql: edit(one, "and (u.expires_at is null or u.expires_at > statement_timestamp())", ""),
  },
  {
    name: "custom role on top",
    by: "stories",
    story: "rights",
    test: "gives exactly its rights instead of those of the shipped role it is based on",
    bug: "Who has a custom role keeps the rights of the shipped one it is based on",
    sql: edit(one, "if roles = '{}' then", "if true then"),
  },
  {
    name: "menu and policy apart",
    by: "stories",
    story: "rights",
    test: "who becomes owner is denied nothing any more",
    bug: "The menu shows what was denied",
    sql: edit(all, "where u.effect = 'deny' and", "where false and"),
  },
  {
    name: "grant beyond one's own",
    by: "stories",
    story: "rights-giving",
    test: "in no role, no grant, no invitation, no role of a member, and in no narrower reach than asked",
    bug: "Who may write rights gives some that he does not hold himself",
    sql: edit(
      "public.grant_permission(jsonb)",
      "mine, '{}', jsonb_build_object(",
      "jsonb_build_object(given.resource, jsonb_build_object(given.permission, given.scope)), '{}', jsonb_build_object(",
    ),
  },
  {
    name: "role beyond one's own",
    by: "stories",
    story: "rights-giving",
    test: "in no role, no grant, no invitation, no role of a member, and in no narrower reach than asked",
    bug: "A role is made with rights that its maker lacks",
    sql: edit(
      "public.create_role(jsonb)",
      "perform private.require_held(private.rights_map(org, private.require_user(), true), '{}', rights);",
      "",
    ),
  },
  {
    name: "shipped role beyond one's own",
    by: "stories",
    story: "rights-giving",
    test: "in no role, no grant, no invitation, no role of a member, and in no narrower reach than asked",
    bug: "Who may change members gives them a shipped role that may more than he",
    sql: edit(
      "public.update_member(uuid, bigint, jsonb)",
      "perform private.require_held(mine, rights_before, rights_after);",
      "",
    ),
  },
  {
    name: "loans passed on",
    by: "stories",
    story: "rights-giving",
    test: "nor passes a loan on: a right with an end is nobody's to give",
    bug: "Who holds a right until tomorrow gives it to somebody else for good",
    sql: edit(all, "and not (lasting_only and u.expires_at is not null)", ""),
  },
  {
    name: "rights for oneself",
    by: "stories",
    story: "rights-giving",
    test: "nor raises himself, by a grant, by a role, or by lifting his own denial",
    bug: "Who may write rights writes his own",
    sql: edit(
      "private.lock_holder(uuid, uuid)",
      "if person = private.current_user_id() then",
      "if false then",
    ),
  },
  {
    name: "role of any organization",
    by: "stories",
    story: "rights",
    test: "of another company is nobody's, by the same answer as one that never was",
    bug: "A role is found by its id in whatever organization",
    sql: edit(
      "private.lock_role(uuid, uuid)",
      "where r.org_id = org and r.id = wanted",
      "where r.id = wanted",
    ),
  },
  {
    name: "rights that outlive the membership",
    by: "stories",
    story: "rights",
    test: "does not outlive the membership",
    bug: "Who comes back after he was removed finds his old roles and grants",
    sql: "drop trigger end_personal_rights on public.organization_members",
  },
];
