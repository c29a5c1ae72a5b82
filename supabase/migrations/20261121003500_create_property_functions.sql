-- Making, deleting and restoring properties, in the way of contacts.

-- The address comes as the API writes it, in an object of its own, or flat.
create function public.create_property(payload jsonb) returns jsonb
language plpgsql volatile set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  answer jsonb;
  given public.properties;
  made public.properties;
begin
  perform private.require_permission('create', 'properties');
  answer := private.claim_idempotency('create_property', payload, org);
  if answer is not null then
    return answer;
  end if;
  given := jsonb_populate_record(
    null::public.properties, (payload - 'address') || coalesce(payload -> 'address', '{}')
  );
  perform private.require_customer(org, given.customer_id);
  insert into public.properties (
    org_id, customer_id, name, line1, line2, city, region, postcode, country, lat, lng, time_zone, access_notes,
    is_primary, custom_fields
  )
  values (
    org, given.customer_id, given.name, given.line1, given.line2, given.city, given.region, given.postcode,
    given.country, given.lat, given.lng, given.time_zone, given.access_notes,
    coalesce(given.is_primary, not exists (
      select
      from public.properties as p
      where p.org_id = org and p.customer_id = given.customer_id and p.deleted_at is null
    )),
    coalesce(given.custom_fields, '{}')
  )
  returning * into made;
  return private.remember_answer(org, 201, to_jsonb(made));
end;
$$;
comment on function public.create_property(jsonb) is 'A new property of {customer_id, address}; answers the row.';
revoke execute on function public.create_property(jsonb) from public, anon;
grant execute on function public.create_property(jsonb) to authenticated;

create function private.lock_property(org uuid, property uuid) returns public.properties
language plpgsql volatile set search_path = ''
as $$
declare
  scope constant text := private.require_permission('delete', 'properties');
  found_row public.properties;
begin
  select p.* into found_row
  from public.properties as p
  where p.org_id = org
    and p.id = property
    and (scope = 'all' or p.id in (select private.own_property_ids()))
  for no key update;
  if not found then
    raise exception 'not_found: There is no such property.' using errcode = 'CO404', hint = 'id';
  end if;
  return found_row;
end;
$$;
comment on function private.lock_property(uuid, uuid) is 'Locks a property the caller may delete; raises CO404.';
revoke execute on function private.lock_property(uuid, uuid) from public;

create function public.delete_property(id uuid, expected_version bigint) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  property public.properties := private.lock_property(org, delete_property.id);
begin
  perform private.require_version(property.version, expected_version);
  if property.deleted_at is null then
    update public.properties as p
    set deleted_at = now(), deleted_by = private.current_user_id()
    where p.org_id = org and p.id = property.id
    returning * into property;
  end if;
  return jsonb_build_object('status', 200, 'data', to_jsonb(property));
end;
$$;
comment on function public.delete_property(uuid, bigint) is
  'Deletes a property; restore_property brings it back. Definer: deleted_at is nobody''s column.';
revoke execute on function public.delete_property(uuid, bigint) from public, anon;
grant execute on function public.delete_property(uuid, bigint) to authenticated;

create function public.restore_property(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  answer jsonb;
  property public.properties;
begin
  perform private.require_permission('delete', 'properties');
  answer := private.claim_idempotency('restore_property', payload, org);
  if answer is not null then
    return answer;
  end if;
  property := private.lock_property(org, (payload ->> 'id')::uuid);
  if property.deleted_at is not null then
    perform private.require_live_parent(org, property.customer_id);
    update public.properties as p
    set deleted_at = null, deleted_by = null
    where p.org_id = org and p.id = property.id
    returning * into property;
  end if;
  return private.remember_answer(org, 200, to_jsonb(property));
end;
$$;
comment on function public.restore_property(jsonb) is 'Brings {id} back. Definer: deleted_at is nobody''s column.';
revoke execute on function public.restore_property(jsonb) from public, anon;
grant execute on function public.restore_property(jsonb) to authenticated;
