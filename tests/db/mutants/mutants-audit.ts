import { edit } from "./edit";
import type { Mutant } from "./mutants";

const leaf = "private.audit_leaf(public.audit_logs, private.change_log)";
const limit = "private.audit_seal_limit(xid8, integer)";
const lines = "private.check_sealed_lines(private.audit_seals)";
const chain = "private.check_audit_seal(private.audit_seals, private.audit_seals)";
const list = "public.list_audit_logs(jsonb, integer, jsonb)";

/** Bugs of the sealed audit log. */
export const auditMutants: Mutant[] = [
  {
    name: "sealer does not wait for running transactions",
    by: "stories",
    story: "audit-seals",
    test: "leaves out what a running transaction",
    bug: "Up to the newest transaction is sealed, so a slow one's lines appear behind the seal",
    sql: edit(limit, "pg_snapshot_xmin(pg_current_snapshot())", "pg_snapshot_xmax(pg_current_snapshot())"),
  },
  {
    name: "values left out of the leaf",
    by: "stories",
    story: "audit-seals",
    test: "values that were edited",
    bug: "The hash covers the line and not the values behind it",
    sql: edit(leaf, "change.changed, change.old, change.new,", ""),
  },
  {
    name: "missing lines are passed over",
    by: "stories",
    story: "audit-seals",
    test: "a line that is gone",
    bug: "A proof joins the lines that are there and never asks for those that are not",
    sql: edit(lines, "left join public.audit_logs", "join public.audit_logs"),
  },
  {
    name: "links of the chain unread",
    by: "stories",
    story: "audit-seals",
    test: "a seal that was edited",
    bug: "A proof looks at each seal and never whether one is left out",
    sql: edit(chain, "seal.seq <> coalesce(before.seq, 0) + 1", "false"),
  },
  {
    name: "audit log for everybody",
    by: "matrix",
    matrix: "functions",
    test: "public.list_audit_logs",
    bug: "The list of who did what asks for no right",
    sql: edit(list, "perform private.require_permission('read', 'audit_logs', 'all');", ""),
  },
];
