-- Making, deleting and restoring zones. As for contacts: creating runs as the caller under row security, deleting and
-- restoring are definer functions, because deleted_at is nobody's column.

create function public.create_service_zone(payload jsonb) returns jsonb
language plpgsql volatile set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  answer jsonb;
  given public.service_zones;
  made public.service_zones;
begin
  perform private.require_permission('create', 'service_zones', 'all');
  answer := private.claim_idempotency('create_service_zone', payload, org);
  if answer is not null then
    return answer;
  end if;
  given := jsonb_populate_record(
    null::public.service_zones, '{"color": 0, "postcodes": [], "is_active": true}' || jsonb_strip_nulls(payload)
  );
  insert into public.service_zones (org_id, name, color, postcodes, polygon, is_active)
  values (org, given.name, given.color, given.postcodes, given.polygon, given.is_active)
  returning * into made;
  return private.remember_answer(org, 201, to_jsonb(made));
end;
$$;
comment on function public.create_service_zone(jsonb) is 'A new zone from its fields; answers the row.';
revoke execute on function public.create_service_zone(jsonb) from public, anon;
grant execute on function public.create_service_zone(jsonb) to authenticated;

create function private.lock_service_zone(org uuid, wanted uuid) returns public.service_zones
language plpgsql volatile set search_path = ''
as $$
declare
  found_row public.service_zones;
begin
  perform private.require_permission('delete', 'service_zones', 'all');
  select t.* into found_row
  from public.service_zones as t
  where t.org_id = org and t.id = wanted
  for no key update;
  if not found then
    raise exception 'not_found: There is no such zone.' using errcode = 'CO404', hint = 'id';
  end if;
  return found_row;
end;
$$;
comment on function private.lock_service_zone(uuid, uuid) is 'Locks a zone the caller may delete; raises CO404.';
revoke execute on function private.lock_service_zone(uuid, uuid) from public;

create function public.delete_service_zone(id uuid, expected_version bigint) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  locked public.service_zones := private.lock_service_zone(org, delete_service_zone.id);
begin
  perform private.require_version(locked.version, expected_version);
  if locked.deleted_at is null then
    update public.service_zones as t
    set deleted_at = now(), deleted_by = private.current_user_id()
    where t.org_id = org and t.id = locked.id
    returning * into locked;
  end if;
  return jsonb_build_object('status', 200, 'data', to_jsonb(locked));
end;
$$;
comment on function public.delete_service_zone(uuid, bigint) is
  'Deletes a zone; restore_service_zone brings it back. Definer: deleted_at is nobody''s column.';
revoke execute on function public.delete_service_zone(uuid, bigint) from public, anon;
grant execute on function public.delete_service_zone(uuid, bigint) to authenticated;

create function public.restore_service_zone(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  answer jsonb;
  locked public.service_zones;
begin
  perform private.require_permission('delete', 'service_zones', 'all');
  answer := private.claim_idempotency('restore_service_zone', payload, org);
  if answer is not null then
    return answer;
  end if;
  locked := private.lock_service_zone(org, (payload ->> 'id')::uuid);
  if locked.deleted_at is not null then
    update public.service_zones as t
    set deleted_at = null, deleted_by = null
    where t.org_id = org and t.id = locked.id
    returning * into locked;
  end if;
  return private.remember_answer(org, 200, to_jsonb(locked));
end;
$$;
comment on function public.restore_service_zone(jsonb) is 'Brings {id} back. Definer: deleted_at is nobody''s column.';
revoke execute on function public.restore_service_zone(jsonb) from public, anon;
grant execute on function public.restore_service_zone(jsonb) to authenticated;
