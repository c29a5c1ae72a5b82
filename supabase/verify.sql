-- Proves an installation. Run it as the owner (role postgres) after each deployment; every line must say ok. A line that
-- does not names in `found` what breaks the guarantee. Reads the catalogue and counts, changes nothing, shows no
-- tenant's data.
with
  ours as (
    select n.oid, n.nspname as name
    from pg_catalog.pg_namespace as n
    where n.nspname in ('public', 'private', 'partitions', 'ops')
  ),
  tables as (
    select c.oid, ours.name as schema_name, c.oid::regclass::text as name, c.relrowsecurity, c.relacl
    from pg_catalog.pg_class as c
    join ours on ours.oid = c.relnamespace
    where c.relkind in ('r', 'p')
  ),
  -- Rights on whole tables and on columns, with the name of who holds them.
  table_grants as (
    select t.schema_name, t.name, coalesce(r.rolname, 'public') as grantee, lower(a.privilege_type) as privilege,
      false as is_column
    from tables as t
    cross join lateral aclexplode(t.relacl) as a
    left join pg_catalog.pg_roles as r on r.oid = a.grantee
    union all
    select t.schema_name, t.name || '.' || c.attname, coalesce(r.rolname, 'public'), lower(a.privilege_type), true
    from tables as t
    join pg_catalog.pg_attribute as c on c.attrelid = t.oid and c.attacl is not null
    cross join lateral aclexplode(c.attacl) as a
    left join pg_catalog.pg_roles as r on r.oid = a.grantee
  ),
  functions as (
    select
      p.oid, ours.name as schema_name, p.proname, p.oid::regprocedure::text as name, p.prosecdef, p.proconfig,
      p.proacl
    from pg_catalog.pg_proc as p
    join ours on ours.oid = p.pronamespace
    where not exists (
      select from pg_catalog.pg_depend as d where d.objid = p.oid and d.deptype = 'e'
    )
  ),
  -- Without an ACL of its own a function is everybody's: that is PostgreSQL's default.
  function_grants as (
    select f.schema_name, f.proname, f.name, coalesce(r.rolname, 'public') as grantee
    from functions as f
    cross join lateral aclexplode(coalesce(f.proacl, acldefault('f', 10))) as a
    left join pg_catalog.pg_roles as r on r.oid = a.grantee
  ),
  checks (position, guarantee, found) as (
    select 1, 'PostgreSQL is 17.6 or newer', array(
      select current_setting('server_version') where current_setting('server_version_num')::integer < 170006
    )
    union all
    select 2, 'every table has row level security', array(
      select t.name from tables as t where not t.relrowsecurity
    )
    union all
    select 3, 'strangers hold no right on a table, and on functions only those of links and booking pages', array(
      select g.grantee || ' ' || g.privilege || ' ' || g.name
      from table_grants as g
      where g.grantee in ('public', 'anon')
      union all
      select g.grantee || ' execute ' || g.name
      from function_grants as g
      where g.grantee = 'public'
        or g.grantee = 'anon'
          and not (g.schema_name = 'public' and g.proname ~ '^(portal|book)_')
          and not (g.schema_name = 'private' and g.proname in ('portal_reads_object', 'visitor_reads_object', 'visitor_sends_object'))
    )
    union all
    select 4, 'members insert and update by column only, delete and truncate nothing', array(
      select g.privilege || ' ' || g.name
      from table_grants as g
      where g.grantee = 'authenticated' and not g.is_column and g.privilege <> 'select'
    )
    union all
    select 5, 'members hold rights on tables of public only', array(
      select g.privilege || ' ' || g.name
      from table_grants as g
      where g.grantee = 'authenticated' and g.schema_name <> 'public'
    )
    union all
    select 6, 'service_role holds no right on a table and executes the gate and its own encryption only', array(
      select g.privilege || ' ' || g.name from table_grants as g where g.grantee = 'service_role'
      union all
      select 'execute ' || g.name
      from function_grants as g
      where g.grantee = 'service_role'
        and g.proname not like 'gate\_%'
        and g.proname not in ('encrypt_sensitive_data', 'decrypt_sensitive_data')
    )
    union all
    select 7, 'workers hold no right on a table and execute ops functions only', array(
      select g.privilege || ' ' || g.name from table_grants as g where g.grantee = 'callout_worker'
      union all
      select 'execute ' || g.name
      from function_grants as g
      where g.grantee = 'callout_worker' and g.schema_name <> 'ops'
    )
    union all
    select 8, 'no worker or API role is above row level security', array(
      select r.rolname::text
      from pg_catalog.pg_roles as r
      where (r.rolsuper or r.rolbypassrls)
        and (
          r.rolname in ('anon', 'authenticated', 'authenticator', 'callout_worker')
          or r.oid in (
            select m.member
            from pg_catalog.pg_auth_members as m
            where m.roleid = (select w.oid from pg_catalog.pg_roles as w where w.rolname = 'callout_worker')
              -- Whoever made the role may give it away, but is no worker.
              and not m.admin_option
          )
        )
    )
    union all
    select 9, 'functions that run as their owner have an empty search path', array(
      select f.name
      from functions as f
      where f.prosecdef and not coalesce(f.proconfig @> array['search_path=""'], false)
    )
    union all
    select 10, 'the token hook is for Auth alone', array(
      select g.grantee::text
      from function_grants as g
      where g.proname = 'custom_access_token_hook' and g.grantee not in ('supabase_auth_admin', current_user)
    )
    union all
    select 11, 'new objects are granted to nobody by default', array(
      select d.defaclobjtype::text || ' to ' || coalesce(r.rolname, 'public')
      from pg_catalog.pg_default_acl as d
      cross join lateral aclexplode(d.defaclacl) as a
      left join pg_catalog.pg_roles as r on r.oid = a.grantee
      where d.defaclrole = current_user::regrole
        and d.defaclnamespace in (0, 'public'::regnamespace)
        and coalesce(r.rolname, 'public') in ('public', 'anon', 'authenticated', 'service_role')
      union all
      select 'execute on functions to public'
      where not exists (
        select
        from pg_catalog.pg_default_acl as d
        where d.defaclrole = current_user::regrole and d.defaclnamespace = 0 and d.defaclobjtype = 'f'
      )
    )
    union all
    select 12, 'two months are made ahead of every table that is cut by month', array(
      select p.partrelid::regclass::text
      from pg_catalog.pg_partitioned_table as p
      join tables as t on t.oid = p.partrelid
      where (
        select count(*)
        from pg_catalog.pg_inherits as i
        join pg_catalog.pg_class as c on c.oid = i.inhrelid
        where i.inhparent = p.partrelid and right(c.relname, 7) > to_char(now() at time zone 'UTC', 'YYYY_MM')
      ) < 2
    )
    union all
    select 13, 'the extensions live in their own schema', array(
      select e.extname::text
      from pg_catalog.pg_extension as e
      where e.extnamespace = 'public'::regnamespace
    )
    union all
    select 14, 'accounts have profiles, and new ones will', array(
      select u.id::text
      from auth.users as u
      where not exists (select from public.profiles as p where p.id = u.id)
      union all
      select wanted.name
      from (values ('callout_create_profile'), ('callout_update_profile')) as wanted (name)
      where not exists (
        select
        from pg_catalog.pg_trigger as t
        where t.tgrelid = 'auth.users'::regclass and t.tgname = wanted.name and t.tgenabled <> 'D'
      )
    )
    union all
    select 15, 'every organization that is not deleted has an owner', array(
      select o.id::text
      from public.organizations as o
      where o.deleted_at is null
        and not exists (
          select
          from public.organization_members as m
          where m.org_id = o.id and m.role = 'owner' and m.status = 'active'
        )
    )
    union all
    select 16, 'the key that signs the request context is here', array(
      select 'context' where not exists (select from private.keys as k where k.name = 'context')
    )
    union all
    select 17, 'the constraint against double booking stands, and nobody is in two places but on purpose', array(
      select 'resource_occupancy_free_key'
      where not exists (
        select
        from pg_catalog.pg_constraint as c
        join pg_catalog.pg_index as i on i.indexrelid = c.conindid
        where c.conrelid = 'public.resource_occupancy'::regclass
          and c.contype = 'x'
          and i.indisvalid
          and not c.condeferred
      )
      union all
      select a.resource_id::text
      from public.resource_occupancy as a
      join public.resource_occupancy as b
        on b.org_id = a.org_id and b.resource_id = a.resource_id and b.period && a.period and b.id > a.id
      where a.overlap_reason is null and b.overlap_reason is null
    )
  )
select
  guarantee,
  cardinality(found) = 0 as ok,
  found[1:20] as found
from checks
order by position;
