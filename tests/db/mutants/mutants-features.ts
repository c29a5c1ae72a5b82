import { edit } from "./edit";
import type { Mutant } from "./mutants";

/** Bugs of parts that are switched off: something of them stays open. */
export const featureMutants: Mutant[] = [
  {
    name: "parts hidden in the menu alone",
    by: "stories",
    story: "features",
    test: "is nobody's right",
    bug: "Menu and pages leave a switched-off part out, policies and functions never heard of it",
    sql: edit(
      "private.scope_of(uuid, uuid, text, public.permission_type, public.resource_type)",
      "if feature is not null and not private.has_feature(org, feature) then",
      "if false then",
    ),
  },
  {
    name: "parts of everybody",
    by: "stories",
    story: "features",
    test: "is off for one company",
    bug: "Where one company has switched a part off, it is off for all",
    sql: edit("private.has_feature(uuid,text)", "where s.org_id = org and s.category", "where s.category"),
  },
  {
    name: "gifts while a part is off",
    by: "stories",
    story: "features",
    test: "is no way to give",
    bug: "Rights on a switched-off part are not compared when they are given, so anybody gives them",
    sql: edit(
      "private.require_held(jsonb, jsonb, jsonb)",
      "order by g.resource, g.permission",
      "where private.closed_feature(private.current_org_id(), g.resource) is null order by g.resource, g.permission",
    ),
  },
  {
    name: "links of a part that is off",
    by: "stories",
    story: "features",
    test: "a link has ended",
    bug: "Customers' links work on although the company switched them off",
    sql: edit(
      "private.is_link_open(public.customer_portal_access)",
      "and private.has_feature(access.org_id, 'customer_links')",
      "",
    ),
  },
  {
    name: "messages sent late",
    by: "stories",
    story: "features",
    test: "no message leaves",
    bug: "The switch of messages is not asked when a mail leaves",
    sql: edit(
      "private.message_bar(uuid, public.notification_intents)",
      "and not private.has_feature(org, 'messages') then",
      "and false then",
    ),
  },
  {
    name: "numbers given twice",
    by: "stories",
    story: "numbering",
    test: "of other letters go on where",
    bug: "The next number is taken as it was typed, whatever was given already",
    sql: edit(
      "private.change_numbering(uuid,text,jsonb)",
      "elsif first_next < least_next then",
      "elsif false then",
    ),
  },
  {
    name: "numbers changed under a writer",
    by: "stories",
    story: "numbering",
    test: "wait for whoever",
    bug: "Counters are set while somebody holds one: the number he is just giving is not seen",
    // Making what is missing waits for a counter that is held, too: both go.
    sql: [
      edit(
        "private.change_numbering(uuid,text,jsonb)",
        "perform private.make_number_slots(org, change_numbering.kind);",
        "",
      ),
      edit("private.change_numbering(uuid,text,jsonb)", "for update;", "for update skip locked;"),
    ].join(";"),
  },
  {
    name: "letters of two kinds",
    by: "stories",
    story: "numbering",
    test: "belong to one kind",
    bug: "Only the letters of today are compared, and a new visit is called as an old job",
    sql: edit(
      "private.require_free_prefix(uuid,text,text)",
      "or private.highest_number(org, o.kind, prefix) is not null",
      "",
    ),
  },
];
