-- Keys are replaced while the app runs. A new wrapping key: each data key is wrapped anew, the data stay as they are. A
-- new data key: everything of the organization is sealed anew, row by row, then the old key is destroyed. Whoever reads
-- meanwhile reads by the number in the text, and both keys are there until nothing needs the old one.
-- The worker holds the keys of the environment and does the work; the database hands out rows and compares before it
-- swaps, so that two workers, or a worker and a person who sets a new secret, never undo one another.

create function ops.stale_wrappings(newest text, max_rows integer)
returns table (org_id uuid, number integer, wrapped text)
language plpgsql stable security definer set search_path = ''
as $$
begin
  return query
    select k.org_id, k.number, k.wrapped
    from private.organization_keys as k
    where k.destroyed_at is null and split_part(k.wrapped, '.', 2) <> newest
    order by k.org_id, k.number
    limit max_rows;
end;
$$;
comment on function ops.stale_wrappings(text, integer) is
  'Data keys that another wrapping key than the newest holds. Definer: the worker has no right on any table.';
revoke execute on function ops.stale_wrappings(text, integer) from public;
grant execute on function ops.stale_wrappings(text, integer) to callout_worker;

create function ops.rewrap_key(org uuid, key_number integer, was text, wrapped text) returns boolean
language plpgsql volatile security definer set search_path = ''
as $$
begin
  if rewrap_key.wrapped !~ '^v1\.[1-9][0-9]{0,8}\.[A-Za-z0-9_-]{16}\.[A-Za-z0-9_-]{43}\.[A-Za-z0-9_-]{22}$' then
    raise exception 'not_encrypted: This is kept encrypted only.' using errcode = 'CO422';
  end if;
  update private.organization_keys as k
  set wrapped = rewrap_key.wrapped
  where k.org_id = org and k.number = key_number and k.wrapped = was and k.destroyed_at is null;
  return found;
end;
$$;
comment on function ops.rewrap_key(uuid, integer, text, text) is
  'Puts a data key''s new wrapping in the place of the one that was read. Definer: the worker has no right on any table.';
revoke execute on function ops.rewrap_key(uuid, integer, text, text) from public;
grant execute on function ops.rewrap_key(uuid, integer, text, text) to callout_worker;

create function ops.ask_for_new_keys(slug text default null) returns integer
language plpgsql volatile security definer set search_path = ''
as $$
declare
  asked integer;
begin
  update private.organization_keys as k
  set replace_asked_at = now()
  from public.organizations as o
  where o.id = k.org_id and (ask_for_new_keys.slug is null or o.slug = ask_for_new_keys.slug)
    and k.destroyed_at is null and k.replace_asked_at is null
    and k.number = (select max(n.number) from private.organization_keys as n where n.org_id = k.org_id);
  get diagnostics asked = row_count;
  return asked;
end;
$$;
comment on function ops.ask_for_new_keys(text) is
  'Asks for a new data key of one organization, or of all: how many. Definer: the worker has no right on any table.';
revoke execute on function ops.ask_for_new_keys(text) from public;
grant execute on function ops.ask_for_new_keys(text) to callout_worker;

create function ops.wanted_keys(max_rows integer) returns table (org_id uuid, number integer)
language plpgsql stable security definer set search_path = ''
as $$
begin
  return query
    select k.org_id, k.number + 1
    from private.organization_keys as k
    where k.replace_asked_at is not null
      and not exists (
        select from private.organization_keys as n where n.org_id = k.org_id and n.number > k.number
      )
    order by k.org_id
    limit max_rows;
end;
$$;
comment on function ops.wanted_keys(integer) is
  'Organizations that want a new data key, with its number. Definer: the worker has no right on any table.';
revoke execute on function ops.wanted_keys(integer) from public;
grant execute on function ops.wanted_keys(integer) to callout_worker;

create function ops.add_organization_key(org uuid, key_number integer, wrapped text) returns boolean
language plpgsql volatile security definer set search_path = ''
as $$
begin
  return private.insert_organization_key(org, key_number, wrapped);
end;
$$;
comment on function ops.add_organization_key(uuid, integer, text) is
  'Keeps the next data key of an organization; false where another came first. '
  'Definer: the worker has no right on any table.';
revoke execute on function ops.add_organization_key(uuid, integer, text) from public;
grant execute on function ops.add_organization_key(uuid, integer, text) to callout_worker;

-- Which columns hold sealed texts is data, so a feature that keeps secrets adds a row and is rotated with the others.
create function private.sealed_rows(condition text, max_rows integer)
returns table (org_id uuid, table_name text, column_name text, row_key text, sealed text)
language plpgsql stable set search_path = ''
as $$
declare
  place private.sealed_columns;
begin
  for place in select * from private.sealed_columns loop
    return query execute format(
      'select t.org_id, %L::text, %L::text, t.row_key, t.sealed from (
         select s.org_id, %s as row_key, %s as sealed from %s as s
       ) as t where private.sealed_key(t.sealed) is not null and %s limit %s',
      place.table_name, place.column_name, place.key_expression,
      format(case when place.is_json then 's.%I #>> ''{}''' else 's.%I' end, place.column_name),
      place.table_name, condition, max_rows
    );
  end loop;
end;
$$;
comment on function private.sealed_rows(text, integer) is
  'Sealed texts of all places that meet a condition over t (org_id, row_key, sealed), some of each place.';
revoke execute on function private.sealed_rows(text, integer) from public;

create function ops.outdated_secrets(max_rows integer)
returns table (org_id uuid, table_name text, column_name text, row_key text, sealed text)
language plpgsql stable security definer set search_path = ''
as $$
declare
  kept record;
begin
  -- Organization by organization, and only those with more than one key: on most days there is nothing to read.
  for kept in
    select k.org_id as org, max(k.number) as newest
    from private.organization_keys as k
    where k.destroyed_at is null
    group by k.org_id
    having count(*) > 1
    limit max_rows
  loop
    return query
      select r.*
      from private.sealed_rows(
        format('t.org_id = %L and private.sealed_key(t.sealed) < %s', kept.org, kept.newest), max_rows
      ) as r;
  end loop;
end;
$$;
comment on function ops.outdated_secrets(integer) is
  'Texts sealed with another than their organization''s newest key. Definer: the worker has no right on any table.';
revoke execute on function ops.outdated_secrets(integer) from public;
grant execute on function ops.outdated_secrets(integer) to callout_worker;

create function ops.secret_samples(max_rows integer)
returns table (org_id uuid, table_name text, column_name text, row_key text, sealed text)
language plpgsql volatile security definer set search_path = ''
as $$
begin
  return query select r.* from private.sealed_rows('true order by random()', max_rows) as r;
end;
$$;
comment on function ops.secret_samples(integer) is
  'Some sealed texts of each place, to be opened as a proof. Definer: the worker has no right on any table.';
revoke execute on function ops.secret_samples(integer) from public;
grant execute on function ops.secret_samples(integer) to callout_worker;

create function ops.organization_keys(org uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  return private.organization_key_list(org);
end;
$$;
comment on function ops.organization_keys(uuid) is
  'The wrapped data keys of an organization, newest first. Definer: the worker has no right on any table.';
revoke execute on function ops.organization_keys(uuid) from public;
grant execute on function ops.organization_keys(uuid) to callout_worker;

-- The swap is no edit by anybody: a code's place keeps its version and time. Of a setting the history says that the masked
-- value changed, which is true of what is stored.
create function ops.reseal(org uuid, table_name text, column_name text, row_key text, was text, sealed text)
returns boolean
language plpgsql volatile security definer set search_path = ''
as $$
declare
  place private.sealed_columns;
  swapped integer;
begin
  select p.* into strict place
  from private.sealed_columns as p
  where p.table_name = reseal.table_name and p.column_name = reseal.column_name;
  execute format(
    'update %s as s set %I = %s where s.org_id = $1 and %s = $2 and %s = $3',
    place.table_name, place.column_name, case when place.is_json then 'to_jsonb($4)' else '$4' end, place.key_expression,
    format(case when place.is_json then 's.%I #>> ''{}''' else 's.%I' end, place.column_name)
  ) using org, row_key, was, sealed;
  get diagnostics swapped = row_count;
  return swapped > 0;
end;
$$;
comment on function ops.reseal(uuid, text, text, text, text, text) is
  'Puts a text sealed anew in the place of the one that was read. Definer: the worker has no right on any table.';
revoke execute on function ops.reseal(uuid, text, text, text, text, text) from public;
grant execute on function ops.reseal(uuid, text, text, text, text, text) to callout_worker;

-- Twice at some distance: a process may hold the old key in its memory and seal with it once more. Whoever does holds a
-- lock on the key's row (require_sealed) that this waits for.
create function ops.destroy_old_keys(rest interval default '10 minutes') returns integer
language plpgsql volatile security definer set search_path = ''
as $$
declare
  old private.organization_keys;
  destroyed integer := 0;
begin
  for old in
    select k.*
    from private.organization_keys as k
    where k.destroyed_at is null
      and exists (select from private.organization_keys as n where n.org_id = k.org_id and n.number > k.number)
    order by k.org_id, k.number
    for update skip locked
  loop
    if exists (
      select from private.sealed_rows(
        format('t.org_id = %L and private.sealed_key(t.sealed) = %s', old.org_id, old.number), 1
      )
    ) then
      update private.organization_keys as k set emptied_at = null
      where k.org_id = old.org_id and k.number = old.number and k.emptied_at is not null;
    elsif old.emptied_at is null then
      update private.organization_keys as k set emptied_at = now()
      where k.org_id = old.org_id and k.number = old.number;
    elsif old.emptied_at <= now() - rest then
      update private.organization_keys as k set wrapped = null, destroyed_at = now()
      where k.org_id = old.org_id and k.number = old.number;
      destroyed := destroyed + 1;
    end if;
  end loop;
  return destroyed;
end;
$$;
comment on function ops.destroy_old_keys(interval) is
  'Destroys data keys that nothing has needed for a while: how many. Definer: the worker has no right on any table.';
revoke execute on function ops.destroy_old_keys(interval) from public;
grant execute on function ops.destroy_old_keys(interval) to callout_worker;

insert into ops.schedules (name, every_s) values ('tend_keys', 60), ('prove_secrets', 3600);
