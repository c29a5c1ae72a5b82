-- Making, deleting and restoring closures. As for contacts: creating runs as the caller under row security, deleting
-- and restoring are definer functions, because deleted_at is nobody's column.

create function public.create_closure(payload jsonb) returns jsonb
language plpgsql volatile set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  answer jsonb;
  given public.business_closures;
  made public.business_closures;
begin
  perform private.require_permission('create', 'closures', 'all');
  answer := private.claim_idempotency('create_closure', payload, org);
  if answer is not null then
    return answer;
  end if;
  given := jsonb_populate_record(null::public.business_closures, payload);
  insert into public.business_closures (org_id, name, starts_on, ends_on)
  values (org, given.name, given.starts_on, coalesce(given.ends_on, given.starts_on))
  returning * into made;
  return private.remember_answer(org, 201, to_jsonb(made));
end;
$$;
comment on function public.create_closure(jsonb) is 'A new closure from its fields; answers the row.';
revoke execute on function public.create_closure(jsonb) from public, anon;
grant execute on function public.create_closure(jsonb) to authenticated;

create function private.lock_closure(org uuid, wanted uuid) returns public.business_closures
language plpgsql volatile set search_path = ''
as $$
declare
  found_row public.business_closures;
begin
  perform private.require_permission('delete', 'closures', 'all');
  select t.* into found_row
  from public.business_closures as t
  where t.org_id = org and t.id = wanted
  for no key update;
  if not found then
    raise exception 'not_found: There is no such closure.' using errcode = 'CO404', hint = 'id';
  end if;
  return found_row;
end;
$$;
comment on function private.lock_closure(uuid, uuid) is 'Locks a closure the caller may delete; raises CO404.';
revoke execute on function private.lock_closure(uuid, uuid) from public;

create function public.delete_closure(id uuid, expected_version bigint) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  locked public.business_closures := private.lock_closure(org, delete_closure.id);
begin
  perform private.require_version(locked.version, expected_version);
  if locked.deleted_at is null then
    update public.business_closures as t
    set deleted_at = now(), deleted_by = private.current_user_id()
    where t.org_id = org and t.id = locked.id
    returning * into locked;
  end if;
  return jsonb_build_object('status', 200, 'data', to_jsonb(locked));
end;
$$;
comment on function public.delete_closure(uuid, bigint) is
  'Deletes a closure; restore_closure brings it back. Definer: deleted_at is nobody''s column.';
revoke execute on function public.delete_closure(uuid, bigint) from public, anon;
grant execute on function public.delete_closure(uuid, bigint) to authenticated;

create function public.restore_closure(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  answer jsonb;
  locked public.business_closures;
begin
  perform private.require_permission('delete', 'closures', 'all');
  answer := private.claim_idempotency('restore_closure', payload, org);
  if answer is not null then
    return answer;
  end if;
  locked := private.lock_closure(org, (payload ->> 'id')::uuid);
  if locked.deleted_at is not null then
    update public.business_closures as t
    set deleted_at = null, deleted_by = null
    where t.org_id = org and t.id = locked.id
    returning * into locked;
  end if;
  return private.remember_answer(org, 200, to_jsonb(locked));
end;
$$;
comment on function public.restore_closure(jsonb) is 'Brings {id} back. Definer: deleted_at is nobody''s column.';
revoke execute on function public.restore_closure(jsonb) from public, anon;
grant execute on function public.restore_closure(jsonb) to authenticated;
