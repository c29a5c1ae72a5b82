-- Entering, moving and taking back time off. What it occupies is written in the same transaction, by the functions
-- that place visits: neither can be written over the other, and a visit in the way is named.

create function private.time_off_rows(org uuid, ids uuid[]) returns table (time_off_id uuid, data jsonb)
language plpgsql stable set search_path = ''
as $$
declare
  me constant uuid := private.current_user_id();
  sees_notes constant boolean := coalesce(private.permission_scope('update', 'time_off') = 'all', false);
begin
  return query
    select
      t.id,
      to_jsonb(t) - array['org_id', 'note', 'created_by', 'edit_count', 'deleted_by'] || jsonb_build_object(
        'resource_name', r.name,
        'note', case when sees_notes or r.user_id = me then t.note end
      )
    from public.resource_time_off as t
    join public.bookable_resources as r on r.org_id = org and r.id = t.resource_id
    where t.org_id = org and t.id = any (ids);
end;
$$;
comment on function private.time_off_rows(uuid, uuid[]) is
  'Time off as it goes over the wire; notes for the person and who plans. The caller has checked the right.';
revoke execute on function private.time_off_rows(uuid, uuid[]) from public;

create function private.time_off_row(org uuid, time_off uuid) returns jsonb
language sql stable set search_path = ''
as $$
  select t.data from private.time_off_rows(org, array[time_off]) as t
$$;
comment on function private.time_off_row(uuid, uuid) is 'One of time_off_rows.';
revoke execute on function private.time_off_row(uuid, uuid) from public;

create function public.get_time_off(id uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  scope constant text := private.require_permission('read', 'time_off');
begin
  perform
  from public.resource_time_off as t
  where t.org_id = org
    and t.id = get_time_off.id
    and (scope = 'all' or t.resource_id in (select private.own_resource_ids()))
    and (t.deleted_at is null or private.has_permission('delete', 'time_off'));
  if not found then
    raise exception 'not_found: There is no such time off.' using errcode = 'CO404', hint = 'id';
  end if;
  return private.time_off_row(org, get_time_off.id);
end;
$$;
comment on function public.get_time_off(uuid) is 'Time off with its note. Definer: notes are granted to nobody as a column.';
revoke execute on function public.get_time_off(uuid) from public, anon;
grant execute on function public.get_time_off(uuid) to authenticated;

create function public.list_time_off(
  filters jsonb default '{}', page_limit integer default 50, after_key jsonb default null
) returns setof jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  org constant uuid := private.require_org();
  scope constant text := private.require_permission('read', 'time_off');
  own_ids constant uuid[] := case when scope = 'own' then array(select private.own_resource_ids()) end;
  with_deleted constant boolean :=
    coalesce((filters ->> 'include_deleted')::boolean, false) and private.has_permission('delete', 'time_off');
  wanted_resource constant uuid := (filters ->> 'resource_id')::uuid;
  from_at constant timestamptz := (filters ->> 'from')::timestamptz;
  to_at constant timestamptz := (filters ->> 'to')::timestamptz;
  updated_after constant timestamptz := (filters ->> 'updated_after')::timestamptz;
  after_start constant timestamptz := (after_key ->> 'starts_at')::timestamptz;
  after_id constant uuid := (after_key ->> 'id')::uuid;
begin
  return query
    with page as (
      select t.id, t.starts_at
      from public.resource_time_off as t
      where t.org_id = org
        and (own_ids is null or t.resource_id = any (own_ids))
        and (with_deleted or t.deleted_at is null)
        and (wanted_resource is null or t.resource_id = wanted_resource)
        and (from_at is null or t.ends_at > from_at)
        and (to_at is null or t.starts_at < to_at)
        and (updated_after is null or t.updated_at > updated_after)
        and (after_id is null or (t.starts_at, t.id) > (after_start, after_id))
      order by t.starts_at, t.id
      limit private.page_size(page_limit)
    )
    select r.data
    from private.time_off_rows(org, array(select page.id from page)) as r
    join page on page.id = r.time_off_id
    order by page.starts_at, page.id;
end;
$$;
comment on function public.list_time_off(jsonb, integer, jsonb) is
  'Time off in its order. filters: resource_id, from, to, updated_after, include_deleted; after_key: {starts_at, id}. '
  'Definer: as get_time_off.';
revoke execute on function public.list_time_off(jsonb, integer, jsonb) from public, anon;
grant execute on function public.list_time_off(jsonb, integer, jsonb) to authenticated;

create function private.lock_time_off(org uuid, time_off uuid) returns public.resource_time_off
language plpgsql volatile set search_path = ''
as $$
declare
  found_row public.resource_time_off;
begin
  select t.* into found_row
  from public.resource_time_off as t
  where t.org_id = org and t.id = time_off
  for no key update;
  if not found then
    raise exception 'not_found: There is no such time off.' using errcode = 'CO404', hint = 'id';
  end if;
  return found_row;
end;
$$;
comment on function private.lock_time_off(uuid, uuid) is 'Locks time off; raises CO404.';
revoke execute on function private.lock_time_off(uuid, uuid) from public;

-- Somebody else's, an unknown and a deleted resource answer alike to who plans only himself.
create function private.require_own_reach(org uuid, resource uuid, scope text) returns void
language plpgsql stable set search_path = ''
as $$
begin
  perform
  from public.bookable_resources as r
  where r.org_id = org
    and r.id = resource
    and r.deleted_at is null
    and (scope = 'all' or r.id in (select private.own_resource_ids()));
  if not found then
    raise exception 'unknown: There is no such resource.' using errcode = 'CO422', hint = 'resource_id';
  end if;
end;
$$;
comment on function private.require_own_reach(uuid, uuid, text) is
  'Raises CO422 unless the resource is there and within the scope.';
revoke execute on function private.require_own_reach(uuid, uuid, text) from public;

create function public.create_time_off(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  scope constant text := private.require_permission('create', 'time_off');
  answer jsonb;
  given constant public.resource_time_off := jsonb_populate_record(null::public.resource_time_off, payload);
  made uuid;
begin
  perform private.require_own_reach(org, given.resource_id, scope);
  if coalesce((payload ->> 'check_only')::boolean, false) then
    return jsonb_build_object('status', 200, 'replayed', false, 'data', jsonb_build_object(
      'conflicts', private.time_off_conflicts(org, given.resource_id, given.starts_at, given.ends_at, null)
    ));
  end if;
  answer := private.claim_idempotency('create_time_off', payload, org);
  if answer is not null then
    return answer;
  end if;
  insert into public.resource_time_off (org_id, resource_id, starts_at, ends_at, kind, note)
  values (
    org, given.resource_id, given.starts_at, given.ends_at, coalesce(given.kind, 'vacation'), given.note
  )
  returning id into made;
  perform private.occupy_time_off(org, made, given.resource_id, given.starts_at, given.ends_at);
  return private.remember_answer(org, 201, private.time_off_row(org, made));
end;
$$;
comment on function public.create_time_off(jsonb) is
  'Time off of {resource_id}; CO409 time_off_conflict names the visits in the way, {check_only} only answers them. '
  'Definer: the columns are nobody''s to write.';
revoke execute on function public.create_time_off(jsonb) from public, anon;
grant execute on function public.create_time_off(jsonb) to authenticated;

create function public.update_time_off(id uuid, expected_version bigint, changes jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  time_off public.resource_time_off;
  given public.resource_time_off;
begin
  perform private.require_permission('update', 'time_off', 'all');
  time_off := private.lock_time_off(org, update_time_off.id);
  if time_off.deleted_at is not null then
    raise exception 'deleted: This was deleted. Restore it to change it.' using errcode = 'CO409';
  end if;
  perform private.require_version(time_off.version, expected_version);
  given := jsonb_populate_record(time_off, changes);
  update public.resource_time_off as t
  set starts_at = given.starts_at, ends_at = given.ends_at, kind = given.kind, note = given.note
  where t.org_id = org and t.id = time_off.id;
  if (given.starts_at, given.ends_at) is distinct from (time_off.starts_at, time_off.ends_at) then
    perform private.occupy_time_off(org, time_off.id, time_off.resource_id, given.starts_at, given.ends_at);
  end if;
  return jsonb_build_object('status', 200, 'data', private.time_off_row(org, time_off.id));
end;
$$;
comment on function public.update_time_off(uuid, bigint, jsonb) is
  'Changes time off; CO409 time_off_conflict names the visits in the way. '
  'Definer: the columns are nobody''s to write.';
revoke execute on function public.update_time_off(uuid, bigint, jsonb) from public, anon;
grant execute on function public.update_time_off(uuid, bigint, jsonb) to authenticated;

create function public.delete_time_off(id uuid, expected_version bigint) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  time_off public.resource_time_off;
begin
  perform private.require_permission('delete', 'time_off', 'all');
  time_off := private.lock_time_off(org, delete_time_off.id);
  perform private.require_version(time_off.version, expected_version);
  if time_off.deleted_at is null then
    update public.resource_time_off as t
    set deleted_at = now(), deleted_by = private.current_user_id()
    where t.org_id = org and t.id = time_off.id;
    perform private.release_time_off(org, time_off.id);
  end if;
  return jsonb_build_object('status', 200, 'data', private.time_off_row(org, time_off.id));
end;
$$;
comment on function public.delete_time_off(uuid, bigint) is
  'Takes time off back; restore_time_off enters it again where nothing was planned since. '
  'Definer: deleted_at is nobody''s column.';
revoke execute on function public.delete_time_off(uuid, bigint) from public, anon;
grant execute on function public.delete_time_off(uuid, bigint) to authenticated;

create function public.restore_time_off(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  answer jsonb;
  time_off public.resource_time_off;
begin
  perform private.require_permission('delete', 'time_off', 'all');
  answer := private.claim_idempotency('restore_time_off', payload, org);
  if answer is not null then
    return answer;
  end if;
  time_off := private.lock_time_off(org, (payload ->> 'id')::uuid);
  if time_off.deleted_at is not null then
    update public.resource_time_off as t
    set deleted_at = null, deleted_by = null
    where t.org_id = org and t.id = time_off.id;
    perform private.occupy_time_off(org, time_off.id, time_off.resource_id, time_off.starts_at, time_off.ends_at);
  end if;
  return private.remember_answer(org, 200, private.time_off_row(org, time_off.id));
end;
$$;
comment on function public.restore_time_off(jsonb) is
  'Enters {id} again; CO409 time_off_conflict where visits were planned since. Definer: deleted_at is nobody''s column.';
revoke execute on function public.restore_time_off(jsonb) from public, anon;
grant execute on function public.restore_time_off(jsonb) to authenticated;
