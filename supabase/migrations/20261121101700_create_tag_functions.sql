-- Making, deleting and restoring tags. As for contacts: creating runs as the caller under row security, deleting and
-- restoring are definer functions, because deleted_at is nobody's column.

create function public.create_tag(payload jsonb) returns jsonb
language plpgsql volatile set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  answer jsonb;
  given public.tags;
  made public.tags;
begin
  perform private.require_permission('create', 'tags', 'all');
  answer := private.claim_idempotency('create_tag', payload, org);
  if answer is not null then
    return answer;
  end if;
  given := jsonb_populate_record(null::public.tags, '{"color": 0}' || jsonb_strip_nulls(payload));
  insert into public.tags (org_id, name, color)
  values (org, given.name, given.color)
  returning * into made;
  return private.remember_answer(org, 201, to_jsonb(made));
end;
$$;
comment on function public.create_tag(jsonb) is 'A new tag from its fields; answers the row.';
revoke execute on function public.create_tag(jsonb) from public, anon;
grant execute on function public.create_tag(jsonb) to authenticated;

create function private.lock_tag(org uuid, wanted uuid) returns public.tags
language plpgsql volatile set search_path = ''
as $$
declare
  found_row public.tags;
begin
  perform private.require_permission('delete', 'tags', 'all');
  select t.* into found_row
  from public.tags as t
  where t.org_id = org and t.id = wanted
  for no key update;
  if not found then
    raise exception 'not_found: There is no such tag.' using errcode = 'CO404', hint = 'id';
  end if;
  return found_row;
end;
$$;
comment on function private.lock_tag(uuid, uuid) is 'Locks a tag the caller may delete; raises CO404.';
revoke execute on function private.lock_tag(uuid, uuid) from public;

create function public.delete_tag(id uuid, expected_version bigint) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  locked public.tags := private.lock_tag(org, delete_tag.id);
begin
  perform private.require_version(locked.version, expected_version);
  if locked.deleted_at is null then
    update public.tags as t
    set deleted_at = now(), deleted_by = private.current_user_id()
    where t.org_id = org and t.id = locked.id
    returning * into locked;
  end if;
  return jsonb_build_object('status', 200, 'data', to_jsonb(locked));
end;
$$;
comment on function public.delete_tag(uuid, bigint) is
  'Deletes a tag; restore_tag brings it back. Definer: deleted_at is nobody''s column.';
revoke execute on function public.delete_tag(uuid, bigint) from public, anon;
grant execute on function public.delete_tag(uuid, bigint) to authenticated;

create function public.restore_tag(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  answer jsonb;
  locked public.tags;
begin
  perform private.require_permission('delete', 'tags', 'all');
  answer := private.claim_idempotency('restore_tag', payload, org);
  if answer is not null then
    return answer;
  end if;
  locked := private.lock_tag(org, (payload ->> 'id')::uuid);
  if locked.deleted_at is not null then
    update public.tags as t
    set deleted_at = null, deleted_by = null
    where t.org_id = org and t.id = locked.id
    returning * into locked;
  end if;
  return private.remember_answer(org, 200, to_jsonb(locked));
end;
$$;
comment on function public.restore_tag(jsonb) is 'Brings {id} back. Definer: deleted_at is nobody''s column.';
revoke execute on function public.restore_tag(jsonb) from public, anon;
grant execute on function public.restore_tag(jsonb) to authenticated;
