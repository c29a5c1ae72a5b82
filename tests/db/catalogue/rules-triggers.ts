import type { Rule } from "./rule";

/** Tables whose rows people edit: those with a version. */
const business =
  "law_table t where t.schema = 'public' and not t.is_partition and exists (select from law_column c where c.relid = t.oid and c.name = 'version')";

export const triggerRules: Rule[] = [
  {
    id: "touch-trigger",
    law: "Every business table counts its versions: a before update trigger calls private.touch_row",
    find: `select t.label as offender from ${business} and not exists (
      select from law_trigger g where g.relid = t.oid and g.function = 'private.touch_row' and g.before and g.on_update and g.per_row)`,
    plant: {
      sql: `do $$ declare name text; begin
        select g.name into name from pg_temp.law_trigger g where g.table_label = 'public.customers' and g.function = 'private.touch_row';
        execute format('drop trigger %I on public.customers', name); end $$`,
      offender: "public.customers",
    },
  },
  {
    id: "immutable-trigger",
    law: "org_id and id never change: a before update trigger calls private.forbid_change on every business table",
    find: `select t.label as offender from law_tenant t where t.schema = 'public'
      and exists (select from law_column c where c.relid = t.oid and c.name = 'version') and not exists (
      select from law_trigger g where g.relid = t.oid and g.before and g.on_update and g.per_row
        and g.function = 'private.forbid_change')`,
    plant: {
      sql: `do $$ declare name text; begin
        select g.name into name from pg_temp.law_trigger g where g.table_label = 'public.customers' and g.function = 'private.forbid_change';
        execute format('drop trigger %I on public.customers', name); end $$`,
      offender: "public.customers",
    },
  },
  {
    id: "history-triggers",
    law: "Every business table of a tenant records its changes on insert, update and delete",
    find: `select t.label || ' on ' || v.verb as offender from (select * from ${business}) t
      join law_tenant n on n.oid = t.oid
      cross join (values ('insert'), ('update'), ('delete')) v(verb)
      where not exists (select from law_trigger g where g.relid = t.oid and g.function = 'private.record_changes'
        and case v.verb when 'insert' then g.on_insert when 'update' then g.on_update else g.on_delete end)`,
    plant: {
      sql: `do $$ declare name text; begin
        for name in select g.name from pg_temp.law_trigger g where g.table_label = 'public.customers' and g.function = 'private.record_changes' and g.on_delete loop
        execute format('drop trigger %I on public.customers', name); end loop; end $$`,
      offender: "public.customers on delete",
    },
  },
  {
    id: "statement-level",
    law: "History, audit and outbox triggers work by statement: three by row made an import four times slower",
    find: "select label as offender from law_trigger where per_row and not before",
    plant: {
      sql: "create trigger planted after update on public.customers for each row execute function private.touch_row()",
      offender: "public.customers: planted",
    },
  },
  {
    id: "triggers-on",
    law: "No trigger is switched off",
    find: "select label as offender from law_trigger where enabled not in ('O', 'A')",
    plant: {
      sql: `do $$ declare name text; begin
        select g.name into name from pg_temp.law_trigger g where g.table_label = 'public.customers' and g.function = 'private.touch_row';
        execute format('alter table public.customers disable trigger %I', name);
        execute format('alter trigger %I on public.customers rename to planted', name); end $$`,
      offender: "public.customers: planted",
    },
  },
  {
    id: "append-only",
    law: "The audit log and the change log are only added to, by triggers: no write is granted, no policy allows one",
    find: `select g.label || ' ' || g.privilege || ' to ' || g.grantee as offender from law_grant g
        where g.object in ('table', 'column') and g.privilege <> 'select' and g.label ~ '^(public\\.audit_logs|private\\.change_log)'
      union all select label from law_policy where command <> 'select' and table_label in ('public.audit_logs', 'private.change_log')`,
    plant: {
      sql: "grant update (severity) on public.audit_logs to authenticated",
      offender: "public.audit_logs.severity update to authenticated",
    },
  },
];
