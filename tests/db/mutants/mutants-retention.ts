import { edit } from "./edit";
import type { Mutant } from "./mutants";

const owners =
  "private.month_owners(private.retention_rules, regclass, timestamp with time zone, timestamp with time zone)";
const written = "ops.archive_written(uuid, text, date, jsonb)";
const run = "private.run_maintenance(timestamp with time zone)";
const seals = "private.check_sealed_lines(private.audit_seals)";

/** Bugs of what is kept, archived and removed. */
export const retentionMutants: Mutant[] = [
  {
    name: "months dropped before they are archived",
    by: "stories",
    story: "retention",
    test: "does not go before it lies in the archive",
    bug: "A month goes by its age alone, whether or not anybody has written it to the archive",
    sql: edit(owners, "if may_go and rule.is_archived then", "if false then"),
  },
  {
    name: "one organization's time for everybody",
    by: "stories",
    story: "retention",
    test: "keeps its rows when the month of the others goes",
    bug: "What is old is judged by the shipped days and not by the organization's own",
    sql: edit(owners, "private.keep_time(rule, org_id)", "rule.keep"),
  },
  {
    name: "changed lines archived unseen",
    by: "stories",
    story: "retention",
    test: "is not taken as archived when the count is wrong",
    bug: "A line leaves by way of the archive without a look at its seal, and the change with it",
    sql: edit(written, "if archive_written.rule = 'audit_logs'\n    and", "if false and"),
  },
  {
    name: "every missing line passes for archived",
    by: "stories",
    story: "audit-seals",
    test: "a line that is gone",
    bug: "A proof takes whatever is gone for archived",
    sql: edit(seals, "when a.id is null and x.id is not null then null", "when a.id is null then null"),
  },
  {
    name: "maintenance twice at once",
    by: "stories",
    story: "retention",
    test: "eight times at once",
    bug: "Two workers keep house at the same time",
    sql: edit(run, "not pg_try_advisory_xact_lock(hashtextextended('callout maintenance', 0))", "false"),
  },
];
