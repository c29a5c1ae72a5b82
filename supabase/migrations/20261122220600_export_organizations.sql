-- A company's own data, whole: each row of each table that is its, and each file. What a table holds is found by the
-- catalogue and not by a list, so a new table is in it from its first day; left out is only what the list below names.

insert into private.default_role_permissions (role, resource, permission, scope)
values ('owner', 'organizations', 'export', 'all'), ('admin', 'organizations', 'export', 'all');

insert into public.role_permissions (org_id, role, resource, permission, scope)
select o.id, d.role, d.resource, d.permission, d.scope
from public.organizations as o
cross join private.default_role_permissions as d
where d.resource = 'organizations' and d.permission = 'export'
on conflict on constraint role_permissions_right_key do nothing;

insert into private.export_datasets (dataset, resource, kind, entity, formats)
values ('organization', 'organizations', 'organization_export', 'organization', '{zip}');
insert into ops.job_kinds (kind, class) values ('organization_export', 'bulk');

-- Keys, hashes of keys, and what is made anew from the rest.
create function private.tables_not_exported() returns text[]
language sql immutable set search_path = ''
as $$
  select array[
    'private.api_rate_limits', 'private.background_jobs', 'private.customer_portal_tokens', 'private.gate_codes',
    'private.geocode_cache', 'private.idempotency', 'private.invitation_tokens', 'private.number_slots',
    'private.online_booking_operations', 'private.organization_keys', 'private.outbox', 'private.portal_codes',
    'private.portal_operations', 'private.portal_sessions', 'private.search_documents',
    'private.session_organizations'
  ]
$$;
comment on function private.tables_not_exported() is
  'Tables of organizations that no export holds: secrets, queues, and what follows from other tables.';
revoke execute on function private.tables_not_exported() from public;

-- Bytes are hashes, salts and keys: of no use outside, and some of them open something.
create function private.exported_columns(relation regclass) returns text[]
language sql stable set search_path = ''
as $$
  select array_agg(a.attname::text order by a.attnum)
  from pg_catalog.pg_attribute as a
  where a.attrelid = relation and a.attnum > 0 and not a.attisdropped and a.atttypid <> 'bytea'::regtype
    and a.attname not in ('code_hash', 'sealed', 'wrapped')
$$;
comment on function private.exported_columns(regclass) is 'The columns of a table that an export holds.';
revoke execute on function private.exported_columns(regclass) from public;

create function ops.organization_tables() returns table (relation text, columns text[])
language plpgsql stable security definer set search_path = ''
as $$
begin
  return query
    select n.nspname || '.' || c.relname, private.exported_columns(c.oid::regclass)
    from pg_catalog.pg_class as c
    join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
    where n.nspname in ('public', 'private') and c.relkind in ('r', 'p') and not c.relispartition
      and n.nspname || '.' || c.relname <> all (private.tables_not_exported())
      and (
        c.oid in ('public.organizations'::regclass, 'public.profiles'::regclass)
        or exists (
          select from pg_catalog.pg_attribute as a
          where a.attrelid = c.oid and a.attname = 'org_id' and not a.attisdropped
        )
      )
    order by 1;
end;
$$;
comment on function ops.organization_tables() is
  'Every table an organization''s export holds, with its columns. Definer: the worker has no right on any table.';
revoke execute on function ops.organization_tables() from public;
grant execute on function ops.organization_tables() to callout_worker;

-- A profile is a person's and not the organization's: of members it is in, of former ones the name is with the account.
create function ops.organization_rows(org uuid, relation text, after_row jsonb, most integer) returns setof jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  key text[];
begin
  perform from ops.organization_tables() as t where t.relation = organization_rows.relation;
  if not found then
    raise exception 'There is no such table in an export.' using errcode = '42501';
  end if;
  select array_agg(format('%I', a.attname) order by k.position) into key
  from pg_catalog.pg_index as i
  cross join lateral unnest(i.indkey::int2[]) with ordinality as k (attnum, position)
  join pg_catalog.pg_attribute as a on a.attrelid = i.indrelid and a.attnum = k.attnum
  where i.indrelid = relation::regclass and i.indisprimary;
  return query execute format(
    'select x.line from (select jsonb_object_agg(c.key, c.value) as line, %4$s from (select t.* from %1$s as t where %2$s '
    'and ($2 is null or (%3$s) > (select %5$s from jsonb_populate_record(null::%1$s, $2) as r)) order by %3$s limit $3) '
    'as t cross join lateral jsonb_each(to_jsonb(t)) as c where c.key = any ($4) group by %3$s order by %3$s) as x',
    relation,
    case relation
      when 'public.organizations' then 't.id = $1'
      when 'public.profiles' then
        't.id in (select m.user_id from public.organization_members as m where m.org_id = $1)'
      else 't.org_id = $1'
    end,
    (select string_agg('t.' || k, ', ' order by p) from unnest(key) with ordinality as u (k, p)),
    (select string_agg('t.' || k, ', ' order by p) from unnest(key) with ordinality as u (k, p)),
    (select string_agg('r.' || k, ', ' order by p) from unnest(key) with ordinality as u (k, p))
  ) using org, after_row, most, private.exported_columns(relation::regclass);
end;
$$;
comment on function ops.organization_rows(uuid, text, jsonb, integer) is
  'The next rows of an organization in a table, by its key, after the row given. '
  'Definer: the worker has no right on any table.';
revoke execute on function ops.organization_rows(uuid, text, jsonb, integer) from public;
grant execute on function ops.organization_rows(uuid, text, jsonb, integer) to callout_worker;

-- The same bytes under two names are two entries: a file is found where its name says.
create function ops.organization_files(org uuid, after_id uuid, most integer)
returns table (id uuid, name text, bucket text, path text)
language plpgsql stable security definer set search_path = ''
as $$
begin
  return query
    select f.id, f.name, f.bucket, f.path
    from public.file_storage as f
    where f.org_id = org and f.state = 'ready' and (after_id is null or f.id > after_id)
    order by f.id
    limit most;
end;
$$;
comment on function ops.organization_files(uuid, uuid, integer) is
  'The next files of an organization and where their bytes lie. Definer: the worker has no right on any table.';
revoke execute on function ops.organization_files(uuid, uuid, integer) from public;
grant execute on function ops.organization_files(uuid, uuid, integer) to callout_worker;
