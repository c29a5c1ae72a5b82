/**
 * What pg_catalog says about the project's own objects, as temporary views the rules read. Schemas are all but the
 * platform's, so that a new schema is under the law the day it appears.
 */
export const catalogueViews = `
create temp view law_schema as
  select n.oid, n.nspname::text as name, n.nspacl as acl
  from pg_catalog.pg_namespace n
  where n.nspname !~ '^pg_' and n.nspname not in (
    'information_schema', 'extensions', 'auth', 'storage', 'realtime', 'supabase_migrations', 'supabase_functions',
    'graphql', 'graphql_public', 'vault', 'cron', 'net', 'pgbouncer');

create temp view law_relation as
  select c.oid, s.name as schema, c.relname::text as name, s.name || '.' || c.relname as label, c.relkind::text as kind,
    c.relispartition as is_partition, c.relrowsecurity as rls, c.relforcerowsecurity as forced,
    r.rolname::text as owner, r.rolbypassrls as owner_bypasses, r.rolsuper as owner_super, c.relpersistence::text as persistence,
    pg_catalog.obj_description(c.oid, 'pg_class') as comment, coalesce(c.reloptions, '{}') as options
  from pg_catalog.pg_class c
  join law_schema s on s.oid = c.relnamespace
  join pg_catalog.pg_roles r on r.oid = c.relowner;

create temp view law_table as select * from law_relation where kind in ('r', 'p');

create temp view law_column as
  select t.oid as relid, t.schema, t.name as table_name, t.label as table_label, t.is_partition, a.attnum,
    a.attname::text as name, t.label || '.' || a.attname as label, a.attnotnull as not_null,
    pg_catalog.format_type(a.atttypid, null) as type,
    pg_catalog.format_type(case when ty.typtype = 'd' then ty.typbasetype else a.atttypid end, null) as base_type,
    ty.typtype::text as type_kind, pg_catalog.pg_get_expr(d.adbin, d.adrelid) as default_expr, a.attgenerated::text as generated,
    a.attidentity::text as identity
  from law_table t
  join pg_catalog.pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
  join pg_catalog.pg_type ty on ty.oid = a.atttypid
  left join pg_catalog.pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum;

-- Tables of tenants: all that carry org_id and are no partition (a child is judged with its parent and by its own rules).
create temp view law_tenant as
  select t.* from law_table t
  where not t.is_partition and exists (select from law_column c where c.relid = t.oid and c.name = 'org_id');

create temp view law_index as
  select t.oid as relid, t.schema, t.name as table_name, t.label as table_label, t.is_partition, i.indexrelid,
    ic.relname::text as name, t.label || ': ' || ic.relname as label, i.indisunique as is_unique, i.indisprimary as is_primary,
    i.indisvalid as is_valid, am.amname::text as method, pg_catalog.pg_get_expr(i.indpred, i.indrelid) as predicate,
    (select array_agg(coalesce(a.attname::text, pg_catalog.pg_get_indexdef(i.indexrelid, k.n::int, true)) order by k.n)
      from unnest(i.indkey::int2[]) with ordinality k(attnum, n)
      left join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum and k.attnum > 0
      where k.n <= i.indnkeyatts) as columns,
    pg_catalog.pg_get_indexdef(i.indexrelid) as definition
  from law_table t
  join pg_catalog.pg_index i on i.indrelid = t.oid
  join pg_catalog.pg_class ic on ic.oid = i.indexrelid
  join pg_catalog.pg_am am on am.oid = ic.relam;

create temp view law_constraint as
  select t.oid as relid, t.schema, t.name as table_name, t.label as table_label, t.is_partition, k.oid, k.conname::text as name,
    t.label || ': ' || k.conname as label, k.contype::text as kind, k.convalidated as is_valid, k.conparentid as parent,
    pg_catalog.pg_get_constraintdef(k.oid) as definition
  from law_table t join pg_catalog.pg_constraint k on k.conrelid = t.oid;

create temp view law_fk as
  select t.oid as relid, t.label as table_label, k.conname::text as name, t.label || ': ' || k.conname as label,
    k.confrelid as target, rn.nspname || '.' || rc.relname as target_label, rc.relkind::text as target_kind,
    k.confdeltype::text as on_delete, k.confupdtype::text as on_update,
    (select array_agg(a.attname::text order by u.n) from unnest(k.conkey) with ordinality u(attnum, n)
      join pg_catalog.pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.attnum) as columns,
    (select array_agg(a.attname::text order by u.n) from unnest(k.confkey) with ordinality u(attnum, n)
      join pg_catalog.pg_attribute a on a.attrelid = k.confrelid and a.attnum = u.attnum) as target_columns,
    (select array_agg(a.attname::text) from unnest(k.confdelsetcols) u(attnum)
      join pg_catalog.pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.attnum) as set_columns
  from law_table t
  join pg_catalog.pg_constraint k on k.conrelid = t.oid and k.contype = 'f' and k.conparentid = 0
  join pg_catalog.pg_class rc on rc.oid = k.confrelid
  join pg_catalog.pg_namespace rn on rn.oid = rc.relnamespace;

create temp view law_policy as
  select t.oid as relid, t.schema, t.name as table_name, t.label as table_label, p.oid, p.polname::text as name,
    t.label || ': ' || p.polname as label, p.polpermissive as permissive,
    case p.polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete' else 'all' end as command,
    (select coalesce(array_agg(coalesce(r.rolname::text, 'public') order by 1), '{}') from unnest(p.polroles) u(oid)
      left join pg_catalog.pg_roles r on r.oid = u.oid) as roles,
    pg_catalog.pg_get_expr(p.polqual, p.polrelid) as using_expr, pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid) as check_expr
  from law_table t join pg_catalog.pg_policy p on p.polrelid = t.oid;

create temp view law_function as
  select f.oid, s.name as schema, f.proname::text as name, f.oid::regprocedure::text as label, f.prosecdef as is_definer,
    coalesce(f.proconfig, '{}') as config, l.lanname::text as language, f.provolatile::text as volatility, f.prokind::text as kind,
    f.proacl as acl, r.rolname::text as owner, r.rolsuper as owner_super, f.prorettype = 'trigger'::regtype as is_trigger,
    coalesce(f.proargnames, '{}') as argument_names, pg_catalog.obj_description(f.oid, 'pg_proc') as comment, f.prosrc as source
  from pg_catalog.pg_proc f
  join law_schema s on s.oid = f.pronamespace
  join pg_catalog.pg_language l on l.oid = f.prolang
  join pg_catalog.pg_roles r on r.oid = f.proowner;

create temp view law_trigger as
  select t.oid as relid, t.schema, t.label as table_label, g.tgname::text as name, t.label || ': ' || g.tgname as label,
    (g.tgtype & 1) = 1 as per_row, (g.tgtype & 2) = 2 as before, (g.tgtype & 4) = 4 as on_insert, (g.tgtype & 8) = 8 as on_delete,
    (g.tgtype & 16) = 16 as on_update, (g.tgtype & 32) = 32 as on_truncate, g.tgenabled::text as enabled,
    n.nspname || '.' || f.proname as function
  from law_table t
  join pg_catalog.pg_trigger g on g.tgrelid = t.oid and not g.tgisinternal and g.tgparentid = 0
  join pg_catalog.pg_proc f on f.oid = g.tgfoid
  join pg_catalog.pg_namespace n on n.oid = f.pronamespace;

create temp view law_grant as
  with acl as (
    select 'schema' as object, s.name as label, s.name as schema, s.acl, n.nspowner as owner, 'n'::"char" as kind, null::text as column_name
      from law_schema s join pg_catalog.pg_namespace n on n.oid = s.oid
    union all
    select case r.kind when 'S' then 'sequence' when 'm' then 'materialized view' when 'v' then 'view' else 'table' end,
      r.label, r.schema, c.relacl, c.relowner, case r.kind when 'S' then 's' else 'r' end::"char", null
      from law_relation r join pg_catalog.pg_class c on c.oid = r.oid where r.kind in ('r', 'p', 'v', 'm', 'S', 'f')
    union all
    select 'column', r.label || '.' || a.attname, r.schema, a.attacl, c.relowner, 'c'::"char", a.attname::text
      from law_relation r join pg_catalog.pg_class c on c.oid = r.oid
      join pg_catalog.pg_attribute a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped and a.attacl is not null
    union all
    select 'function', f.label, f.schema, f.acl, p.proowner, 'f'::"char", null from law_function f join pg_catalog.pg_proc p on p.oid = f.oid
    union all
    select 'type', s.name || '.' || t.typname, s.name, t.typacl, t.typowner, 'T'::"char", null
      from pg_catalog.pg_type t join law_schema s on s.oid = t.typnamespace where t.typtype in ('d', 'e')
  )
  select acl.object, acl.label, acl.schema, acl.column_name, coalesce(r.rolname::text, 'public') as grantee,
    lower(x.privilege_type) as privilege, x.is_grantable
  from acl
  cross join lateral pg_catalog.aclexplode(coalesce(acl.acl, pg_catalog.acldefault(acl.kind, acl.owner))) x
  left join pg_catalog.pg_roles r on r.oid = x.grantee
  where x.grantee <> acl.owner and coalesce(r.rolname, '') not in ('postgres', 'supabase_admin');
`;
