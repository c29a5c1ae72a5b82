-- Making, deleting and restoring checklists. As for contacts: creating runs as the caller under row security, deleting
-- and restoring are definer functions, because deleted_at is nobody's column.

create function public.create_checklist(payload jsonb) returns jsonb
language plpgsql volatile set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  answer jsonb;
  given public.checklist_templates;
  made public.checklist_templates;
begin
  perform private.require_permission('create', 'checklists', 'all');
  answer := private.claim_idempotency('create_checklist', payload, org);
  if answer is not null then
    return answer;
  end if;
  given := jsonb_populate_record(null::public.checklist_templates, '{"items": []}' || jsonb_strip_nulls(payload));
  insert into public.checklist_templates (org_id, name, description, items)
  values (org, given.name, given.description, given.items)
  returning * into made;
  return private.remember_answer(org, 201, to_jsonb(made));
end;
$$;
comment on function public.create_checklist(jsonb) is 'A new checklist from its fields; answers the row.';
revoke execute on function public.create_checklist(jsonb) from public, anon;
grant execute on function public.create_checklist(jsonb) to authenticated;

create function private.lock_checklist(org uuid, wanted uuid) returns public.checklist_templates
language plpgsql volatile set search_path = ''
as $$
declare
  found_row public.checklist_templates;
begin
  perform private.require_permission('delete', 'checklists', 'all');
  select t.* into found_row
  from public.checklist_templates as t
  where t.org_id = org and t.id = wanted
  for no key update;
  if not found then
    raise exception 'not_found: There is no such checklist.' using errcode = 'CO404', hint = 'id';
  end if;
  return found_row;
end;
$$;
comment on function private.lock_checklist(uuid, uuid) is 'Locks a checklist the caller may delete; raises CO404.';
revoke execute on function private.lock_checklist(uuid, uuid) from public;

create function public.delete_checklist(id uuid, expected_version bigint) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  locked public.checklist_templates := private.lock_checklist(org, delete_checklist.id);
begin
  perform private.require_version(locked.version, expected_version);
  if locked.deleted_at is null then
    update public.checklist_templates as t
    set deleted_at = now(), deleted_by = private.current_user_id()
    where t.org_id = org and t.id = locked.id
    returning * into locked;
  end if;
  return jsonb_build_object('status', 200, 'data', to_jsonb(locked));
end;
$$;
comment on function public.delete_checklist(uuid, bigint) is
  'Deletes a checklist; restore_checklist brings it back. Definer: deleted_at is nobody''s column.';
revoke execute on function public.delete_checklist(uuid, bigint) from public, anon;
grant execute on function public.delete_checklist(uuid, bigint) to authenticated;

create function public.restore_checklist(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  answer jsonb;
  locked public.checklist_templates;
begin
  perform private.require_permission('delete', 'checklists', 'all');
  answer := private.claim_idempotency('restore_checklist', payload, org);
  if answer is not null then
    return answer;
  end if;
  locked := private.lock_checklist(org, (payload ->> 'id')::uuid);
  if locked.deleted_at is not null then
    update public.checklist_templates as t
    set deleted_at = null, deleted_by = null
    where t.org_id = org and t.id = locked.id
    returning * into locked;
  end if;
  return private.remember_answer(org, 200, to_jsonb(locked));
end;
$$;
comment on function public.restore_checklist(jsonb) is 'Brings {id} back. Definer: deleted_at is nobody''s column.';
revoke execute on function public.restore_checklist(jsonb) from public, anon;
grant execute on function public.restore_checklist(jsonb) to authenticated;
