-- Making, deleting and restoring skills. As for contacts: creating runs as the caller under row security, deleting and
-- restoring are definer functions, because deleted_at is nobody's column.

create function public.create_skill(payload jsonb) returns jsonb
language plpgsql volatile set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  answer jsonb;
  given public.skills;
  made public.skills;
begin
  perform private.require_permission('create', 'skills', 'all');
  answer := private.claim_idempotency('create_skill', payload, org);
  if answer is not null then
    return answer;
  end if;
  given := jsonb_populate_record(
    null::public.skills, '{"requires_certificate": false}' || jsonb_strip_nulls(payload)
  );
  insert into public.skills (org_id, name, description, requires_certificate)
  values (org, given.name, given.description, given.requires_certificate)
  returning * into made;
  return private.remember_answer(org, 201, to_jsonb(made));
end;
$$;
comment on function public.create_skill(jsonb) is 'A new skill from its fields; answers the row.';
revoke execute on function public.create_skill(jsonb) from public, anon;
grant execute on function public.create_skill(jsonb) to authenticated;

create function private.lock_skill(org uuid, wanted uuid) returns public.skills
language plpgsql volatile set search_path = ''
as $$
declare
  found_row public.skills;
begin
  perform private.require_permission('delete', 'skills', 'all');
  select t.* into found_row
  from public.skills as t
  where t.org_id = org and t.id = wanted
  for no key update;
  if not found then
    raise exception 'not_found: There is no such skill.' using errcode = 'CO404', hint = 'id';
  end if;
  return found_row;
end;
$$;
comment on function private.lock_skill(uuid, uuid) is 'Locks a skill the caller may delete; raises CO404.';
revoke execute on function private.lock_skill(uuid, uuid) from public;

create function public.delete_skill(id uuid, expected_version bigint) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  locked public.skills := private.lock_skill(org, delete_skill.id);
begin
  perform private.require_version(locked.version, expected_version);
  if locked.deleted_at is null then
    update public.skills as t
    set deleted_at = now(), deleted_by = private.current_user_id()
    where t.org_id = org and t.id = locked.id
    returning * into locked;
  end if;
  return jsonb_build_object('status', 200, 'data', to_jsonb(locked));
end;
$$;
comment on function public.delete_skill(uuid, bigint) is
  'Deletes a skill; restore_skill brings it back. Definer: deleted_at is nobody''s column.';
revoke execute on function public.delete_skill(uuid, bigint) from public, anon;
grant execute on function public.delete_skill(uuid, bigint) to authenticated;

create function public.restore_skill(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  answer jsonb;
  locked public.skills;
begin
  perform private.require_permission('delete', 'skills', 'all');
  answer := private.claim_idempotency('restore_skill', payload, org);
  if answer is not null then
    return answer;
  end if;
  locked := private.lock_skill(org, (payload ->> 'id')::uuid);
  if locked.deleted_at is not null then
    update public.skills as t
    set deleted_at = null, deleted_by = null
    where t.org_id = org and t.id = locked.id
    returning * into locked;
  end if;
  return private.remember_answer(org, 200, to_jsonb(locked));
end;
$$;
comment on function public.restore_skill(jsonb) is 'Brings {id} back. Definer: deleted_at is nobody''s column.';
revoke execute on function public.restore_skill(jsonb) from public, anon;
grant execute on function public.restore_skill(jsonb) to authenticated;
