import type { Rule } from "./rule";

/** A table that keeps the law, to be broken by a plant. It lives and dies in the plant's savepoint. */
export const lawful = `
  create table public.planted (
    org_id uuid not null references public.organizations (id) on delete cascade,
    id uuid not null default private.uuid_v7(),
    primary key (org_id, id));
  alter table public.planted owner to postgres;
  alter table public.planted enable row level security;`;

export const tableRules: Rule[] = [
  {
    id: "rls-enabled",
    law: "Row level security is on for every table, in exposed and internal schemas and on partitions",
    find: "select label as offender from law_table where not rls",
    plant: { sql: "alter table public.customers disable row level security", offender: "public.customers" },
  },
  {
    id: "rls-forced",
    law: "A table whose owner does not bypass row level security forces it on the owner, too",
    find: "select label as offender from law_table where not forced and not owner_bypasses and not owner_super",
    plant: { sql: "alter table public.customers owner to callout_worker", offender: "public.customers" },
  },
  {
    id: "owner",
    law: "Tables, views and functions belong to postgres, who is no superuser",
    find: `select label as offender from law_relation where owner <> 'postgres' and kind in ('r', 'p', 'v', 'm', 'S')
      union all select label from law_function where owner <> 'postgres'`,
    plant: { sql: "alter table public.customers owner to supabase_admin", offender: "public.customers" },
  },
  {
    id: "org-id",
    law: "Every table carries org_id uuid not null",
    find: `select t.label as offender from law_table t where not exists (
      select from law_column c where c.relid = t.oid and c.name = 'org_id' and c.not_null and c.type = 'uuid')`,
    plant: {
      sql: "alter table public.customer_contacts drop constraint customer_contacts_pkey cascade; alter table public.customer_contacts alter org_id drop not null",
      offender: "public.customer_contacts",
    },
  },
  {
    id: "primary-key",
    law: "The primary key is (org_id, id), of a partitioned table (org_id, id, <time>)",
    find: `select t.label as offender from law_tenant t
      left join law_index i on i.relid = t.oid and i.is_primary
      left join law_column c on c.relid = t.oid and c.name = i.columns[3]
      where i.columns is null or not (
        (t.kind = 'r' and i.columns = array['org_id', 'id'])
        or (t.kind = 'p' and i.columns[1:2] = array['org_id', 'id'] and cardinality(i.columns) = 3
          and c.type in ('timestamp with time zone', 'date')))`,
    plant: {
      sql: `${lawful} alter table public.planted drop constraint planted_pkey; alter table public.planted add primary key (id)`,
      offender: "public.planted",
    },
  },
  {
    id: "comment",
    law: "Every table says in a comment what it is for",
    find: "select label as offender from law_table where not is_partition and length(coalesce(comment, '')) < 12",
    plant: { sql: "comment on table public.customers is null", offender: "public.customers" },
  },
  {
    id: "logged",
    law: "Tables survive a crash: unlogged ones are named",
    find: "select label as offender from law_table where persistence <> 'p'",
    plant: { sql: "alter table private.outbox set unlogged", offender: "private.outbox" },
  },
  {
    id: "bookkeeping",
    law: "A table of the exposed schema with a version carries created_at, updated_at and version, none of them null",
    find: `select t.label || '.' || w.name as offender from law_table t
      cross join (values ('created_at'), ('updated_at'), ('version')) w(name)
      where t.schema = 'public' and exists (select from law_column v where v.relid = t.oid and v.name in ('version', 'updated_at', 'deleted_at'))
        and exists (select from law_trigger g where g.relid = t.oid and g.function = 'private.touch_row')
        and not exists (select from law_column c where c.relid = t.oid and c.name = w.name and c.not_null)`,
    plant: {
      sql: "alter table public.customers alter updated_at drop not null",
      offender: "public.customers.updated_at",
    },
  },
  {
    id: "no-inheritance",
    law: "Tables inherit only as partitions",
    find: `select t.label as offender from law_table t join pg_catalog.pg_inherits h on h.inhrelid = t.oid where not t.is_partition`,
    plant: {
      sql: "create table public.planted () inherits (public.customers)",
      offender: "public.planted",
    },
  },
  {
    id: "partition-place",
    law: "Partitions live in the schema partitions, and nothing else does",
    find: `select label as offender from law_relation where kind in ('r', 'p', 'v', 'm')
      and (is_partition <> (schema = 'partitions'))`,
    plant: {
      sql: "create table public.planted partition of public.audit_logs for values from ('2001-01-01') to ('2001-02-01')",
      offender: "public.planted",
    },
  },
  {
    id: "no-default-partition",
    law: "A partitioned table has no default partition that would grow unseen",
    find: `select c.oid::regclass::text as offender from pg_catalog.pg_partitioned_table p
      join law_table t on t.oid = p.partrelid join pg_catalog.pg_class c on c.oid = p.partdefid`,
    plant: {
      sql: "create table partitions.planted partition of public.audit_logs default",
      offender: "partitions.planted",
    },
  },
  {
    id: "partitions-ahead",
    law: "Each partitioned table has partitions for this month and the three after it",
    find: `select t.label || ' ' || to_char(m.month, 'YYYY-MM') as offender from law_table t
      cross join generate_series(date_trunc('month', now()), date_trunc('month', now()) + interval '3 months', interval '1 month') m(month)
      where t.kind = 'p' and not exists (
        select from pg_catalog.pg_inherits h join pg_catalog.pg_class c on c.oid = h.inhrelid
        where h.inhparent = t.oid and pg_catalog.pg_get_expr(c.relpartbound, c.oid) like '%FROM (''' || to_char(m.month, 'YYYY-MM-DD') || '%')`,
    plant: {
      sql: `do $$ declare child regclass; begin
        for child in select inhrelid from pg_catalog.pg_inherits where inhparent = 'public.audit_logs'::regclass loop
          execute format('alter table public.audit_logs detach partition %s', child); end loop;
        create table partitions.planted partition of public.audit_logs for values from ('2001-01-01') to ('2001-02-01');
        perform set_config('planted.offender', 'public.audit_logs ' || to_char(now(), 'YYYY-MM'), true); end $$`,
      offender: "setting planted.offender",
    },
  },
  {
    id: "no-rules-or-foreign-tables",
    law: "No rewrite rules, no foreign tables, no event triggers: they act unseen by the other rules",
    find: `select r.label as offender from law_relation r where r.kind = 'f'
      union all select t.label || ': ' || w.rulename from law_table t join pg_catalog.pg_rewrite w on w.ev_class = t.oid
      union all select 'event trigger ' || e.evtname from pg_catalog.pg_event_trigger e
        join law_function f on f.oid = e.evtfoid`,
    plant: {
      sql: "create rule planted as on delete to public.customers do instead nothing",
      offender: "public.customers: planted",
    },
  },
  {
    id: "not-published",
    law: "No table is published: live screens get ids by broadcast, never rows",
    find: `select p.pubname || ': ' || t.label as offender from law_table t
      join pg_catalog.pg_publication_rel r on r.prrelid = t.oid join pg_catalog.pg_publication p on p.oid = r.prpubid
      union all select pubname || ': all tables' from pg_catalog.pg_publication where puballtables`,
    plant: {
      sql: "create publication planted for table public.customers",
      offender: "planted: public.customers",
    },
  },
  {
    id: "views-invoker",
    law: "Views run with the reader's rights (security_invoker), else they show every tenant",
    find: `select label as offender from law_relation where kind = 'v'
      and not (options && array['security_invoker=true', 'security_invoker=on', 'security_invoker=1'])`,
    plant: {
      sql: "create view public.planted as select id from public.customers; alter view public.planted owner to postgres",
      offender: "public.planted",
    },
  },
  {
    id: "no-exposed-materialized-view",
    law: "Materialised views know no row level security: none in an exposed schema, none granted",
    find: `select label as offender from law_relation where kind = 'm' and schema in ('public', 'partitions')
      union all select label || ' to ' || grantee from law_grant where object = 'materialized view'`,
    plant: {
      sql: "create materialized view public.planted as select id from public.customers",
      offender: "public.planted",
    },
  },
];
