import type { Transaction } from "../../support/database";
import { conjuncts, unwrappedCalls } from "./expression";
import type { Rule } from "./rule";

type Policy = { label: string; command: string; using_expr: string | null; check_expr: string | null };

const policies = (tx: Transaction): Promise<Policy[]> =>
  tx.unsafe<Policy[]>("select label, command, using_expr, check_expr from law_policy");

const ownOrg = "org_id = ( SELECT private.current_org_id() AS current_org_id)";

const missesOwnOrg = (expression: string | null): boolean =>
  expression === null || !conjuncts(expression).includes(ownOrg);

export const policyRules: Rule[] = [
  {
    id: "policy-roles",
    law: "Policies are for authenticated and for nobody else",
    find: "select label as offender from law_policy where roles <> array['authenticated']",
    plant: {
      sql: "create policy planted on public.customers for select to public using (false)",
      offender: "public.customers: planted",
    },
  },
  {
    id: "policy-per-command",
    law: "One permissive policy per table and command, none for all commands",
    find: `select label as offender from law_policy where not permissive or command = 'all'
      union all select table_label || ' ' || command from law_policy group by 1 having count(*) > 1`,
    plant: {
      sql: "create policy planted on public.customers for all to authenticated using (false)",
      offender: "public.customers: planted",
    },
  },
  {
    id: "policy-names",
    law: "A policy is called <table>_<command>_<who>",
    find: "select label as offender from law_policy where name !~ ('^' || table_name || '_' || command || '_[a-z][a-z_]*$')",
    plant: {
      sql: "create policy planted on public.customers for delete to authenticated using (false)",
      offender: "public.customers: planted",
    },
  },
  {
    id: "policy-own-org-using",
    law: "Every using names the own organization as a condition that nothing can outvote",
    find: async (tx) =>
      (await policies(tx))
        .filter((p) => p.command !== "insert" && missesOwnOrg(p.using_expr))
        .map((p) => p.label),
    plant: {
      sql: `create policy planted on public.customers for delete to authenticated
        using (org_id = (select private.current_org_id()) or version > 0)`,
      offender: "public.customers: planted",
    },
  },
  {
    id: "policy-own-org-check",
    law: "Every insert and update policy states its with check, with the own organization in it: an update without where applies no other",
    find: async (tx) =>
      (await policies(tx))
        .filter((p) => (p.command === "insert" || p.command === "update") && missesOwnOrg(p.check_expr))
        .map((p) => p.label),
    plant: {
      sql: `create policy planted on public.customers for insert to authenticated with check (true)`,
      offender: "public.customers: planted",
    },
  },
  {
    id: "policy-wrapped",
    law: "Functions in policies are wrapped in a select and take no column, so that they run once a statement",
    find: async (tx) =>
      (await policies(tx))
        .filter((p) => unwrappedCalls(`${p.using_expr ?? ""} ${p.check_expr ?? ""}`).length > 0)
        .map((p) => p.label),
    plant: {
      sql: `create policy planted on public.customers for delete to authenticated using (org_id = private.current_org_id())`,
      offender: "public.customers: planted",
    },
  },
  {
    id: "policy-no-other-table",
    law: "No policy asks another table, which has policies of its own: own-scope goes through definer functions",
    find: `select distinct p.label as offender from law_policy p join pg_catalog.pg_depend d
      on d.classid = 'pg_policy'::regclass and d.objid = p.oid and d.refclassid = 'pg_class'::regclass and d.refobjid <> p.relid`,
    plant: {
      sql: `create policy planted on public.customers for delete to authenticated
        using (org_id = (select private.current_org_id()) and id in (select customer_id from public.properties))`,
      offender: "public.customers: planted",
    },
  },
  {
    id: "policy-no-token",
    law: "Policies read the token only through the helpers, never its claims themselves",
    find: `select label as offender from law_policy
      where concat(using_expr, check_expr) ~* '(auth\\.|current_setting|user_metadata|app_metadata|request\\.)'`,
    plant: {
      sql: `create policy planted on public.customers for delete to authenticated
        using (org_id = (select (current_setting('request.jwt.claims')::jsonb ->> 'org_id')::uuid))`,
      offender: "public.customers: planted",
    },
  },
  {
    id: "policy-and-grant",
    law: "A granted command has a policy, and a policy has a grant: neither stands there without effect",
    find: `with granted as (
        select distinct t.label, g.privilege from law_grant g
        join law_table t on t.label = g.label or (g.object = 'column' and g.label like t.label || '.%' and t.schema = g.schema)
        where g.object in ('table', 'column') and g.grantee = 'authenticated' and g.privilege in ('select', 'insert', 'update', 'delete'))
      select label || ' ' || privilege || ' without policy' as offender from granted
        where not exists (select from law_policy p where p.table_label = granted.label and p.command = granted.privilege)
      union all select p.label || ' without grant' from law_policy p
        where p.command <> 'all' and not exists (select from granted g where g.label = p.table_label and g.privilege = p.command)`,
    plant: {
      sql: `create policy planted on public.audit_logs for delete to authenticated using (false)`,
      offender: "public.audit_logs: planted without grant",
    },
  },
];
