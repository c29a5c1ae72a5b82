import { edit } from "./edit";
import type { Mutant } from "./mutants";

/** Bugs of background jobs, of what people see of them and of what leaves the house by them. */
export const jobMutants: Mutant[] = [
  {
    name: "jobs without turns",
    by: "stories",
    story: "batch-operations",
    test: "ten thousand jobs",
    bug: "Whoever comes first takes all the room, and everybody else waits until he is through",
    sql: edit(
      "private.lease_class(text, ops.job_classes, text[], integer, integer)",
      "greatest(1, room / tenants.waiting)",
      "free",
    ),
  },
  {
    name: "a colleague's long work",
    by: "stories",
    story: "batch-operations",
    test: "is one's own for a dispatcher",
    bug: "Scope own is asked for and then not looked at",
    sql: edit(
      "private.find_batch_operation(public.permission_type, uuid, boolean)",
      "reach = 'own' and operation.created_by is distinct from private.current_user_id()",
      "false",
    ),
  },
  {
    name: "called off and taken again",
    by: "stories",
    story: "batch-operations",
    test: "called off and left by a worker that died",
    bug: "A job that was called off stays open when its worker died",
    sql: edit("ops.cancelled_jobs(text)", "j.leased_until < now()", "false"),
  },
  {
    name: "exports for whoever sees the operation",
    by: "stories",
    story: "audit-export",
    test: "who may not export the audit log",
    bug: "A file outlives the right to make it",
    sql: edit(
      "private.may_fetch_export(public.batch_operations)",
      "private.permission_scope('export', d.resource) is distinct from 'all'",
      "false",
    ),
  },
  {
    name: "alerts each minute",
    by: "stories",
    story: "alerts",
    test: "mailed once while it lasts",
    bug: "That an operator was told is forgotten, and he is told each minute",
    sql: edit("ops.alert_told(uuid, text)", "coalesce(a.raised_told_at, now())", "a.raised_told_at"),
  },
];
