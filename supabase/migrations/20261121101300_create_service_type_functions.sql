-- Service types are saved together with the skills they ask for, so making and changing them are definer functions,
-- as deleting and restoring are.

create function private.service_type_skills(org uuid, service_type uuid) returns jsonb
language sql stable set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name) order by s.name, s.id), '[]')
  from public.service_type_skills as l
  join public.skills as s on s.org_id = l.org_id and s.id = l.skill_id
  where l.org_id = org and l.service_type_id = service_type and s.deleted_at is null
$$;
comment on function private.service_type_skills(uuid, uuid) is 'Skills a service type asks for: [{id, name}].';
revoke execute on function private.service_type_skills(uuid, uuid) from public;

-- The type as the API shows it. Of what was deleted since, the type says nothing.
create function private.service_type_data(kind public.service_types) returns jsonb
language sql stable set search_path = ''
as $$
  select to_jsonb(kind) || jsonb_build_object(
    'skills', private.service_type_skills(kind.org_id, kind.id),
    'checklist', (
      select jsonb_build_object('id', c.id, 'name', c.name)
      from public.checklist_templates as c
      where c.org_id = kind.org_id and c.id = kind.checklist_template_id and c.deleted_at is null
    )
  )
$$;
comment on function private.service_type_data(public.service_types) is
  'The row with skills [{id, name}] and checklist {id, name}.';
revoke execute on function private.service_type_data(public.service_types) from public;

-- Replaces the skills of a type. An id of another tenant and one that does not exist are the same refusal.
create function private.set_service_type_skills(org uuid, service_type uuid, skill_ids jsonb) returns void
language plpgsql volatile set search_path = ''
as $$
declare
  wanted constant uuid[] := array(select distinct value::uuid from jsonb_array_elements_text(skill_ids));
begin
  if cardinality(wanted) <> (
    select count(*) from public.skills as s where s.org_id = org and s.id = any (wanted) and s.deleted_at is null
  ) then
    raise exception 'unknown: There is no such skill.' using errcode = 'CO422', hint = 'skill_ids';
  end if;
  delete from public.service_type_skills as l
  where l.org_id = org and l.service_type_id = service_type and l.skill_id <> all (wanted);
  insert into public.service_type_skills (org_id, service_type_id, skill_id)
  select org, service_type, w from unnest(wanted) as w
  on conflict on constraint service_type_skills_pair_key do nothing;
end;
$$;
comment on function private.set_service_type_skills(uuid, uuid, jsonb) is
  'Makes the skills of a type those of the list; raises CO422 for an unknown one.';
revoke execute on function private.set_service_type_skills(uuid, uuid, jsonb) from public;

-- From the names of the wire to the columns: price {amount, currency}, checklist_id.
create function private.service_type_columns(payload jsonb) returns jsonb
language sql immutable set search_path = ''
as $$
  select payload
    || case when payload ? 'price' then
      jsonb_build_object('price_amount', payload -> 'price' -> 'amount')
        || jsonb_strip_nulls(jsonb_build_object('currency', payload -> 'price' -> 'currency'))
    else '{}' end
    || case when payload ? 'checklist_id' then
      jsonb_build_object('checklist_template_id', payload -> 'checklist_id')
    else '{}' end
$$;
comment on function private.service_type_columns(jsonb) is 'The payload with price and checklist as columns.';
revoke execute on function private.service_type_columns(jsonb) from public;

create function private.require_checklist(org uuid, checklist uuid) returns void
language plpgsql stable set search_path = ''
as $$
begin
  if checklist is null then
    return;
  end if;
  perform from public.checklist_templates as c where c.org_id = org and c.id = checklist and c.deleted_at is null;
  if not found then
    raise exception 'unknown: There is no such checklist.' using errcode = 'CO422', hint = 'checklist_id';
  end if;
end;
$$;
comment on function private.require_checklist(uuid, uuid) is 'Raises CO422 unless it is null or a live checklist.';
revoke execute on function private.require_checklist(uuid, uuid) from public;

create function public.create_service_type(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  answer jsonb;
  given public.service_types;
  made public.service_types;
begin
  perform private.require_permission('create', 'service_types', 'all');
  answer := private.claim_idempotency('create_service_type', payload, org);
  if answer is not null then
    return answer;
  end if;
  given := jsonb_populate_record(
    null::public.service_types,
    '{"buffer_before_min": 0, "buffer_after_min": 0, "priority": "normal", "color": 0, "is_active": true}'
      || jsonb_strip_nulls(private.service_type_columns(payload))
  );
  perform private.require_checklist(org, given.checklist_template_id);
  insert into public.service_types (
    org_id, name, description, duration_min, buffer_before_min, buffer_after_min, priority, price_amount, currency,
    checklist_template_id, color, is_active, position
  )
  values (
    org, given.name, given.description, given.duration_min, given.buffer_before_min, given.buffer_after_min,
    given.priority, given.price_amount,
    coalesce(given.currency, (select o.currency from public.organizations as o where o.id = org)),
    given.checklist_template_id, given.color, given.is_active,
    -- A new one comes last unless it is put somewhere.
    coalesce(given.position, (
      select coalesce(max(t.position), 0) + 10
      from public.service_types as t
      where t.org_id = org and t.deleted_at is null
    ))
  )
  returning * into made;
  perform private.set_service_type_skills(org, made.id, coalesce(payload -> 'skill_ids', '[]'));
  return private.remember_answer(org, 201, private.service_type_data(made));
end;
$$;
comment on function public.create_service_type(jsonb) is
  'A new service type with price {amount, currency}, checklist_id and skill_ids; answers it. '
  'Definer: prices and links are written by functions only.';
revoke execute on function public.create_service_type(jsonb) from public, anon;
grant execute on function public.create_service_type(jsonb) to authenticated;

create function private.lock_service_type(org uuid, wanted uuid, permission public.permission_type)
returns public.service_types
language plpgsql volatile set search_path = ''
as $$
declare
  found_row public.service_types;
begin
  perform private.require_permission(permission, 'service_types', 'all');
  select t.* into found_row
  from public.service_types as t
  where t.org_id = org and t.id = wanted
  for no key update;
  if not found then
    raise exception 'not_found: There is no such service type.' using errcode = 'CO404', hint = 'id';
  end if;
  return found_row;
end;
$$;
comment on function private.lock_service_type(uuid, uuid, public.permission_type) is
  'Locks a service type the caller holds a right on; raises CO404.';
revoke execute on function private.lock_service_type(uuid, uuid, public.permission_type) from public;

create function public.update_service_type(id uuid, expected_version bigint, changes jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  locked public.service_types := private.lock_service_type(org, update_service_type.id, 'update');
  skills_before constant jsonb := private.service_type_skills(org, locked.id);
  skills_after jsonb;
  given public.service_types;
begin
  if locked.deleted_at is not null then
    raise exception 'deleted: This was deleted. Restore it to change it.' using errcode = 'CO409';
  end if;
  perform private.require_version(locked.version, expected_version);
  given := jsonb_populate_record(locked, private.service_type_columns(changes) - array['id', 'org_id']);
  if given.checklist_template_id is distinct from locked.checklist_template_id then
    perform private.require_checklist(org, given.checklist_template_id);
  end if;
  if changes ? 'skill_ids' then
    perform private.set_service_type_skills(org, locked.id, changes -> 'skill_ids');
  end if;
  skills_after := private.service_type_skills(org, locked.id);

  update public.service_types as t
  set
    name = given.name, description = given.description, duration_min = given.duration_min,
    buffer_before_min = given.buffer_before_min, buffer_after_min = given.buffer_after_min,
    priority = given.priority, price_amount = given.price_amount, currency = given.currency,
    checklist_template_id = given.checklist_template_id, color = given.color, is_active = given.is_active,
    position = given.position,
    -- Other skills are another version, also where no column of the row changes.
    version = t.version + case when skills_after <> skills_before then 1 else 0 end
  where t.org_id = org and t.id = locked.id
  returning * into locked;
  perform private.record_link_change(
    org, 'service_type', locked.id, locked.version, 'skills', skills_before, skills_after
  );
  return jsonb_build_object('status', 200, 'data', private.service_type_data(locked));
end;
$$;
comment on function public.update_service_type(uuid, bigint, jsonb) is
  'Changes what is named, skill_ids as a whole. Definer: prices and links are written by functions only.';
revoke execute on function public.update_service_type(uuid, bigint, jsonb) from public, anon;
grant execute on function public.update_service_type(uuid, bigint, jsonb) to authenticated;

create function public.delete_service_type(id uuid, expected_version bigint) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  locked public.service_types := private.lock_service_type(org, delete_service_type.id, 'delete');
begin
  perform private.require_version(locked.version, expected_version);
  if locked.deleted_at is null then
    update public.service_types as t
    set deleted_at = now(), deleted_by = private.current_user_id()
    where t.org_id = org and t.id = locked.id
    returning * into locked;
  end if;
  return jsonb_build_object('status', 200, 'data', private.service_type_data(locked));
end;
$$;
comment on function public.delete_service_type(uuid, bigint) is
  'Deletes a service type; jobs keep it, restore_service_type brings it back. Definer: deleted_at is nobody''s column.';
revoke execute on function public.delete_service_type(uuid, bigint) from public, anon;
grant execute on function public.delete_service_type(uuid, bigint) to authenticated;

create function public.restore_service_type(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  answer jsonb;
  locked public.service_types;
begin
  perform private.require_permission('delete', 'service_types', 'all');
  answer := private.claim_idempotency('restore_service_type', payload, org);
  if answer is not null then
    return answer;
  end if;
  locked := private.lock_service_type(org, (payload ->> 'id')::uuid, 'delete');
  if locked.deleted_at is not null then
    update public.service_types as t
    set deleted_at = null, deleted_by = null
    where t.org_id = org and t.id = locked.id
    returning * into locked;
  end if;
  return private.remember_answer(org, 200, private.service_type_data(locked));
end;
$$;
comment on function public.restore_service_type(jsonb) is 'Brings {id} back. Definer: deleted_at is nobody''s column.';
revoke execute on function public.restore_service_type(jsonb) from public, anon;
grant execute on function public.restore_service_type(jsonb) to authenticated;
