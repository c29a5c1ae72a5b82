import { edit } from "./edit";
import type { Mutant } from "./mutants";

const leaf = "private.audit_leaf(public.audit_logs, private.change_log)";
const limit = "private.audit_seal_limit(xid8, integer)";
const lines = "private.check_sealed_lines(private.audit_seals)";
const chain = "private.check_audit_seal(private.audit_seals, private.audit_seals)";
const list = "public.list_audit_logs(jsonb, integer, jsonb)";
const numbers = "private.continue_audit_numbers(ops.audit_seal_state)";
const activity = "private.require_activity_of(uuid)";
const denial = "public.gate_note_denial(jsonb)";
const close = "public.close_organization(jsonb)";
const reopen = "public.reopen_organization(jsonb)";
const consent = "public.create_consent(jsonb)";

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
  {
    name: "strays of a new count unsealed",
    by: "stories",
    story: "audit-seals",
    test: "goes on above the old numbers",
    bug: "Lines written between a restore and the first run of the sealer stay without a seal",
    sql: edit(numbers, "strayed := private.seal_strayed_lines(state);", "strayed := 0;"),
  },
  {
    name: "activity of colleagues for everybody",
    by: "stories",
    story: "user-activity",
    test: "is one's own and the auditors'",
    bug: "What a colleague did is listed without the right to read the audit log",
    sql: edit(activity, "perform private.require_permission('read', 'audit_logs', 'all');", ""),
  },
  {
    name: "each refusal a line",
    by: "stories",
    story: "user-activity",
    test: "the same once in ten minutes",
    bug: "A program that does not read its answers fills the audit log with refusals",
    sql: edit(denial, "interval '10 minutes'", "interval '0 minutes'"),
  },
  {
    name: "admins with a grant close the organization",
    by: "stories",
    story: "closing-owner",
    test: "although an admin was granted the right",
    bug: "Closing looks at the right alone, which can be granted",
    sql: edit(close, "private.current_role_name() <> 'owner'", "false"),
  },
  {
    name: "owners open what the operator closed",
    by: "stories",
    story: "closing-owner",
    test: "that the operator closed",
    bug: "Taking back does not ask who closed it",
    sql: edit(reopen, "not closed.is_by_owner", "false"),
  },
  {
    name: "an old word beats a new one",
    by: "stories",
    story: "consents",
    test: "an older word that is written down later",
    bug: "The switch follows the line written last and not the word said last",
    sql: edit(consent, "after := private.consent_holds(org, customer.id, about);", "after := made.is_given;"),
  },
];
