import { edit } from "./edit";
import type { Mutant } from "./mutants";

/** Bugs of lists of customers on their way in. */
export const importMutants: Mutant[] = [
  {
    name: "import in nobody's name",
    by: "stories",
    story: "imports",
    test: "becomes customers with their places in the name of who started it",
    bug: "What the worker writes is the worker's own deed, not that of who started it",
    sql: edit(
      "private.act_for_member(uuid, uuid)",
      "jsonb_build_object('sub', member, 'org_id', org)::text",
      "'{}'",
    ),
  },
  {
    name: "import of who may not",
    by: "stories",
    story: "imports",
    test: "writes nothing for who has lost the right",
    bug: "Who lost the right after starting still has customers written",
    sql: edit(
      "private.act_for_member(uuid, uuid)",
      "jsonb_build_object('sub', member, 'org_id', org)",
      `jsonb_build_object('sub', (
        select m.user_id from public.organization_members as m where m.org_id = org and m.role = 'owner' limit 1
      ), 'org_id', org)`,
    ),
  },
  {
    name: "late duplicates",
    by: "stories",
    story: "imports",
    test: "compares once more",
    bug: "What came in since a list was judged is written a second time",
    sql: edit(
      "ops.write_import(uuid, uuid, uuid, integer)",
      "fresh := private.mark_late_duplicates(org, import, wanted);",
      "fresh := wanted;",
    ),
  },
  {
    name: "import told at each try",
    by: "stories",
    story: "imports",
    test: "becomes customers with their places in the name of who started it",
    bug: "A worker that comes by again tells customer.imported again",
    sql: edit(
      "ops.finish_import(uuid, uuid, uuid)",
      "if held.imported_at is null and held.operation_id = operation then",
      "if held.operation_id = operation then",
    ),
  },
  {
    name: "one word makes a duplicate",
    by: "stories",
    story: "imports",
    test: "with a known mail under another name at another place",
    bug: "A known mail makes a duplicate although name and place are others",
    sql: edit(
      "private.match_customers(uuid, uuid, jsonb)",
      "(h.is_named or g.place is null or coalesce(private.has_place(org, h.id, g.place), true))",
      "true",
    ),
  },
];
