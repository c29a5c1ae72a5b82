-- Making, changing, removing and restoring definitions of custom fields, how many values one has, and their history.
-- Removing takes no value away: it hides them, and restoring shows them again.

-- At most fifty at a time, counted under a lock: two that come together must not both be the fiftieth.
create function private.require_field_room(org uuid, entity text) returns void
language plpgsql volatile set search_path = ''
as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('custom_fields:' || org || entity, 0));
  if (
    select count(*) >= 50
    from public.custom_field_definitions as d
    where d.org_id = org and d.entity = require_field_room.entity and d.deleted_at is null
  ) then
    raise exception 'too_many_fields: There are fifty fields already. Remove one first.' using errcode = 'CO409';
  end if;
end;
$$;
comment on function private.require_field_room(uuid, text) is
  'Locks the fields of a kind of record and raises CO409 where there are fifty.';
revoke execute on function private.require_field_room(uuid, text) from public;

-- The key that a new field gets: the wanted one as it is, else one made of the name, numbered where it was given before.
create function private.free_field_key(org uuid, entity text, wanted text, name text) returns text
language plpgsql stable set search_path = ''
as $$
declare
  base constant text := coalesce(wanted, private.field_key(name, 'f_'));
begin
  return (
    select c.key
    from generate_series(1, 100) as n
    cross join lateral (select case when n = 1 then base else base || '_' || n end as key) as c
    where (wanted is not null and n = 1) or not exists (
      select from public.custom_field_definitions as d
      where d.org_id = org and d.entity = free_field_key.entity and d.key = c.key
    )
    order by n
    limit 1
  );
end;
$$;
comment on function private.free_field_key(uuid, text, text, text) is
  'The key of a new field; one that was wanted and is taken fails at the unique key.';
revoke execute on function private.free_field_key(uuid, text, text, text) from public;

-- Choices as they are stored. Without a key a choice is known by its label, also one that was taken back; what is no
-- longer named stays as inactive, so that a value that names it keeps its words.
create function private.merge_field_options(given jsonb, stored jsonb) returns jsonb
language plpgsql immutable set search_path = ''
as $$
declare
  merged jsonb := '[]';
  wanted jsonb;
  chosen text;
  base text;
begin
  for wanted in select o from jsonb_array_elements(given) as o loop
    chosen := coalesce(
      wanted ->> 'key',
      (
        select o ->> 'key' from jsonb_array_elements(stored) as o
        where private.search_key(o ->> 'label') = private.search_key(wanted ->> 'label')
      )
    );
    if chosen is null then
      base := private.field_key(wanted ->> 'label', '');
      select c.key into chosen
      from generate_series(1, 200) as n
      cross join lateral (select case when n = 1 then base else base || '_' || n end as key) as c
      where not exists (select from jsonb_array_elements(stored || merged) as o where o ->> 'key' = c.key)
      order by n
      limit 1;
    end if;
    merged := merged || jsonb_build_object(
      'key', chosen, 'label', btrim(wanted ->> 'label'), 'is_active', coalesce((wanted ->> 'is_active')::boolean, true)
    );
  end loop;
  return merged || (
    select coalesce(jsonb_agg(o || '{"is_active": false}'), '[]')
    from jsonb_array_elements(stored) as o
    where not exists (select from jsonb_array_elements(merged) as m where m ->> 'key' = o ->> 'key')
  );
end;
$$;
comment on function private.merge_field_options(jsonb, jsonb) is
  'Choices [{key?, label, is_active?}] over the stored ones, none of which is lost.';
revoke execute on function private.merge_field_options(jsonb, jsonb) from public;

create function public.create_custom_field(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  given constant public.custom_field_definitions :=
    jsonb_populate_record(null::public.custom_field_definitions, payload);
  answer jsonb;
  made public.custom_field_definitions;
begin
  perform private.require_permission('create', 'custom_fields', 'all');
  answer := private.claim_idempotency('create_custom_field', payload, org);
  if answer is not null then
    return answer;
  end if;
  perform private.require_field_room(org, given.entity);
  insert into public.custom_field_definitions (
    org_id, entity, key, name, description, type, options, is_required, is_personal, is_active, position
  )
  values (
    org, given.entity, private.free_field_key(org, given.entity, given.key, given.name), given.name,
    given.description, given.type, private.merge_field_options(coalesce(given.options, '[]'), '[]'),
    coalesce(given.is_required, false), coalesce(given.is_personal, true), coalesce(given.is_active, true),
    coalesce(given.position, (
      select least(coalesce(max(d.position) + 1, 0), 100000)
      from public.custom_field_definitions as d
      where d.org_id = org and d.entity = given.entity and d.deleted_at is null
    ))
  )
  returning * into made;
  return private.remember_answer(org, 201, to_jsonb(made));
end;
$$;
comment on function public.create_custom_field(jsonb) is
  'A new field of {entity, name, type, …}; answers the row. Definer: key and choices are nobody''s columns.';
revoke execute on function public.create_custom_field(jsonb) from public, anon;
grant execute on function public.create_custom_field(jsonb) to authenticated;

create function private.lock_custom_field(org uuid, field uuid, permission public.permission_type)
returns public.custom_field_definitions
language plpgsql volatile set search_path = ''
as $$
declare
  locked public.custom_field_definitions;
begin
  perform private.require_permission(permission, 'custom_fields', 'all');
  select d.* into locked
  from public.custom_field_definitions as d
  where d.org_id = org and d.id = field
  for no key update;
  if not found then
    raise exception 'not_found: There is no such field.' using errcode = 'CO404', hint = 'id';
  end if;
  return locked;
end;
$$;
comment on function private.lock_custom_field(uuid, uuid, public.permission_type) is
  'Locks a definition the caller holds a right on; raises CO404.';
revoke execute on function private.lock_custom_field(uuid, uuid, public.permission_type) from public;

create function public.update_custom_field(id uuid, expected_version bigint, changes jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  field public.custom_field_definitions := private.lock_custom_field(org, update_custom_field.id, 'update');
  wanted public.custom_field_definitions;
begin
  perform private.require_version(field.version, expected_version);
  if field.deleted_at is not null then
    raise exception 'deleted: Restore the field first.' using errcode = 'CO409', hint = 'id';
  end if;
  wanted := jsonb_populate_record(field, changes);
  if changes ? 'options' then
    wanted.options := private.merge_field_options(changes -> 'options', field.options);
  end if;
  update public.custom_field_definitions as d
  set
    name = wanted.name, description = wanted.description, options = wanted.options, is_required = wanted.is_required,
    is_personal = wanted.is_personal, is_active = wanted.is_active, position = wanted.position
  where d.org_id = org and d.id = field.id
  returning * into field;
  return jsonb_build_object('status', 200, 'data', to_jsonb(field));
end;
$$;
comment on function public.update_custom_field(uuid, bigint, jsonb) is
  'Changes what is named of name, description, options, is_required, is_personal, is_active, position. Definer: choices '
  'are nobody''s column.';
revoke execute on function public.update_custom_field(uuid, bigint, jsonb) from public, anon;
grant execute on function public.update_custom_field(uuid, bigint, jsonb) to authenticated;

create function public.delete_custom_field(id uuid, expected_version bigint) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  field public.custom_field_definitions := private.lock_custom_field(org, delete_custom_field.id, 'delete');
begin
  perform private.require_version(field.version, expected_version);
  if field.deleted_at is null then
    update public.custom_field_definitions as d
    set deleted_at = now(), deleted_by = private.current_user_id()
    where d.org_id = org and d.id = field.id
    returning * into field;
  end if;
  return jsonb_build_object('status', 200, 'data', to_jsonb(field));
end;
$$;
comment on function public.delete_custom_field(uuid, bigint) is
  'Removes a field; its values are kept and hidden. Definer: deleted_at is nobody''s column.';
revoke execute on function public.delete_custom_field(uuid, bigint) from public, anon;
grant execute on function public.delete_custom_field(uuid, bigint) to authenticated;

create function public.restore_custom_field(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  answer jsonb;
  field public.custom_field_definitions;
begin
  perform private.require_permission('delete', 'custom_fields', 'all');
  answer := private.claim_idempotency('restore_custom_field', payload, org);
  if answer is not null then
    return answer;
  end if;
  field := private.lock_custom_field(org, (payload ->> 'id')::uuid, 'delete');
  if field.deleted_at is not null then
    perform private.require_field_room(org, field.entity);
    update public.custom_field_definitions as d
    set deleted_at = null, deleted_by = null
    where d.org_id = org and d.id = field.id
    returning * into field;
  end if;
  return private.remember_answer(org, 200, to_jsonb(field));
end;
$$;
comment on function public.restore_custom_field(jsonb) is
  'Brings {id} back, with its values. Definer: deleted_at is nobody''s column.';
revoke execute on function public.restore_custom_field(jsonb) from public, anon;
grant execute on function public.restore_custom_field(jsonb) to authenticated;
