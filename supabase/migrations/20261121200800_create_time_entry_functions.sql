-- Hours by hand: written, corrected with a reason, taken away and brought back. Each asks first whether the person's other
-- hours leave room, so that the answer names what is in the way; the constraint decides.

create function private.time_entry_rows(org uuid, ids uuid[]) returns setof jsonb
language plpgsql stable rows 50 set search_path = '' set plan_cache_mode = force_generic_plan
as $$
begin
  return query
    select jsonb_build_object(
      'id', t.id,
      'booking', case when b.id is not null then jsonb_build_object('id', b.id, 'number', b.number) end,
      'resource', jsonb_build_object('id', r.id, 'name', r.name),
      'kind', t.kind,
      'starts_at', t.starts_at,
      'ends_at', t.ends_at,
      'minutes', (extract(epoch from t.ends_at - t.starts_at) / 60)::integer,
      'source', t.source,
      'note', t.note,
      'correction_reason', t.correction_reason,
      'corrected_at', t.corrected_at,
      'corrected_by', case when a.id is not null then
        jsonb_build_object('id', a.id, 'name', coalesce(a.name, a.email)) end,
      'version', t.version,
      'created_at', t.created_at,
      'updated_at', t.updated_at,
      'deleted_at', t.deleted_at
    )
    from unnest(ids) with ordinality as wanted (id, place)
    join public.time_entries as t on t.org_id = org and t.id = wanted.id
    join public.bookable_resources as r on r.org_id = org and r.id = t.resource_id
    left join public.bookings as b on b.org_id = org and b.id = t.booking_id
    left join public.profiles as a on a.id = t.corrected_by
    order by wanted.place;
end;
$$;
comment on function private.time_entry_rows(uuid, uuid[]) is 'Hours as answers show them, in the order of the ids.';
revoke execute on function private.time_entry_rows(uuid, uuid[]) from public;

create function private.refuse_time_overlap(org uuid, entry public.time_entries) returns void
language plpgsql volatile set search_path = '' set plan_cache_mode = force_generic_plan
as $$
declare
  other public.time_entries;
begin
  perform pg_advisory_xact_lock(hashtextextended('hours:' || org || entry.resource_id, 0));
  if entry.ends_at <= entry.starts_at then
    perform private.invalid('not_after_start', 'The end lies after the beginning.', 'ends_at');
  end if;
  select t.* into other
  from public.time_entries as t
  where t.org_id = org and t.resource_id = entry.resource_id and t.deleted_at is null and t.id is distinct from entry.id
    and tstzrange(t.starts_at, t.ends_at, '[)') && tstzrange(entry.starts_at, entry.ends_at, '[)')
  order by t.starts_at
  limit 1;
  if found then
    raise exception 'time_overlap: These hours overlap with others of the same person.'
      using errcode = 'CO409', hint = 'starts_at', detail = jsonb_build_object('overlap', (
        select r from private.time_entry_rows(org, array[other.id]) as r
      ))::text;
  end if;
end;
$$;
comment on function private.refuse_time_overlap(uuid, public.time_entries) is
  'Raises CO409 time_overlap with the entry in the way; keeps the person''s hours locked.';
revoke execute on function private.refuse_time_overlap(uuid, public.time_entries) from public;

create function private.check_time_entry(org uuid, entry public.time_entries) returns void
language plpgsql stable set search_path = ''
as $$
begin
  perform
  from public.bookable_resources as r
  where r.org_id = org and r.id = entry.resource_id and r.kind = 'technician';
  if not found then
    perform private.invalid('unknown', 'There is no such technician.', 'resource_id');
  end if;
  perform from public.bookings as b where b.org_id = org and b.id = entry.booking_id;
  if entry.booking_id is not null and not found then
    perform private.invalid('unknown', 'There is no such visit.', 'booking_id');
  end if;
  if entry.kind is null or entry.starts_at is null then
    perform private.invalid('required', 'Say what it was and when it began.', 'starts_at');
  end if;
end;
$$;
comment on function private.check_time_entry(uuid, public.time_entries) is
  'Raises CO422 for hours of nobody, or at a visit that is none.';
revoke execute on function private.check_time_entry(uuid, public.time_entries) from public;

create function private.lock_time_entry(org uuid, id uuid) returns public.time_entries
language plpgsql volatile set search_path = ''
as $$
declare
  locked public.time_entries;
begin
  select t.* into locked from public.time_entries as t where t.org_id = org and t.id = lock_time_entry.id for no key update;
  if not found then
    raise exception 'not_found: There is no such entry.' using errcode = 'CO404', hint = 'id';
  end if;
  return locked;
end;
$$;
comment on function private.lock_time_entry(uuid, uuid) is 'Locks hours; raises CO404.';
revoke execute on function private.lock_time_entry(uuid, uuid) from public;

-- A technician writes his own hours at his own visits.
create function public.create_time_entry(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  scope constant text := private.require_permission('create', 'time_entries');
  wanted constant public.time_entries := jsonb_populate_record(null::public.time_entries, payload);
  answer jsonb;
  made uuid;
begin
  answer := private.claim_idempotency('create_time_entry', payload, org);
  if answer is not null then
    return answer;
  end if;
  perform private.require_own_reach(org, wanted.resource_id, scope);
  if scope = 'own' and wanted.booking_id is not null and wanted.booking_id not in (select private.own_booking_ids()) then
    perform private.invalid('unknown', 'There is no such visit.', 'booking_id');
  end if;
  perform private.check_time_entry(org, wanted);
  perform private.refuse_time_overlap(org, wanted);
  insert into public.time_entries (org_id, booking_id, resource_id, kind, starts_at, ends_at, note)
  values (
    org, wanted.booking_id, wanted.resource_id, wanted.kind, wanted.starts_at, wanted.ends_at,
    nullif(btrim(wanted.note), '')
  )
  returning id into made;
  return private.remember_answer(org, 201, (select r from private.time_entry_rows(org, array[made]) as r));
end;
$$;
comment on function public.create_time_entry(jsonb) is
  '{resource_id, kind, starts_at, ends_at?, booking_id?, note?}: hours by hand. Definer: hours are nobody''s table.';
revoke execute on function public.create_time_entry(jsonb) from public, anon;
grant execute on function public.create_time_entry(jsonb) to authenticated;

create function public.update_time_entry(id uuid, expected_version bigint, changes jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  was public.time_entries;
  wanted public.time_entries;
begin
  perform private.require_permission('update', 'time_entries', 'all');
  was := private.lock_time_entry(org, update_time_entry.id);
  perform private.require_version(was.version, expected_version);
  if was.deleted_at is not null then
    raise exception 'deleted: Restore the entry first.' using errcode = 'CO409', hint = 'id';
  end if;
  if nullif(btrim(changes ->> 'reason'), '') is null then
    perform private.invalid('reason_required', 'Say why.', 'reason');
  end if;
  wanted := jsonb_populate_record(
    was, changes - array['id', 'org_id', 'resource_id', 'source', 'reason', 'deleted_at', 'created_by', 'version']
  );
  perform private.check_time_entry(org, wanted);
  perform private.refuse_time_overlap(org, wanted);
  update public.time_entries as t
  set booking_id = wanted.booking_id, kind = wanted.kind, starts_at = wanted.starts_at, ends_at = wanted.ends_at,
    note = nullif(btrim(wanted.note), ''), correction_reason = btrim(changes ->> 'reason'), corrected_at = now(),
    corrected_by = private.current_user_id()
  where t.org_id = org and t.id = was.id;
  return jsonb_build_object('status', 200, 'data', (select r from private.time_entry_rows(org, array[was.id]) as r));
end;
$$;
comment on function public.update_time_entry(uuid, bigint, jsonb) is
  'Corrects hours: {kind, starts_at, ends_at, booking_id, note, reason}. Definer: hours are nobody''s table.';
revoke execute on function public.update_time_entry(uuid, bigint, jsonb) from public, anon;
grant execute on function public.update_time_entry(uuid, bigint, jsonb) to authenticated;

create function public.delete_time_entry(id uuid, expected_version bigint) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  was public.time_entries;
begin
  perform private.require_permission('delete', 'time_entries', 'all');
  was := private.lock_time_entry(org, delete_time_entry.id);
  perform private.require_version(was.version, expected_version);
  update public.time_entries as t
  set deleted_at = now(), deleted_by = private.current_user_id()
  where t.org_id = org and t.id = was.id and t.deleted_at is null;
  return jsonb_build_object('status', 200, 'data', (select r from private.time_entry_rows(org, array[was.id]) as r));
end;
$$;
comment on function public.delete_time_entry(uuid, bigint) is
  'Takes hours away; restore_time_entry brings them back. Definer: hours are nobody''s table.';
revoke execute on function public.delete_time_entry(uuid, bigint) from public, anon;
grant execute on function public.delete_time_entry(uuid, bigint) to authenticated;

create function public.restore_time_entry(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  answer jsonb;
  was public.time_entries;
begin
  perform private.require_permission('delete', 'time_entries', 'all');
  answer := private.claim_idempotency('restore_time_entry', payload, org);
  if answer is not null then
    return answer;
  end if;
  was := private.lock_time_entry(org, (payload ->> 'id')::uuid);
  if was.deleted_at is not null then
    perform private.refuse_time_overlap(org, was);
    update public.time_entries as t set deleted_at = null, deleted_by = null where t.org_id = org and t.id = was.id;
  end if;
  return private.remember_answer(org, 200, (select r from private.time_entry_rows(org, array[was.id]) as r));
end;
$$;
comment on function public.restore_time_entry(jsonb) is
  'Brings {id} back; CO409 where others stand there now. Definer: hours are nobody''s table.';
revoke execute on function public.restore_time_entry(jsonb) from public, anon;
grant execute on function public.restore_time_entry(jsonb) to authenticated;

create function public.get_time_entry(id uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  scope constant text := private.require_permission('read', 'time_entries');
begin
  perform
  from public.time_entries as t
  where t.org_id = org
    and t.id = get_time_entry.id
    and (scope = 'all' or t.resource_id in (select private.own_resource_ids()))
    and (t.deleted_at is null or private.has_permission('delete', 'time_entries'));
  if not found then
    raise exception 'not_found: There is no such entry.' using errcode = 'CO404', hint = 'id';
  end if;
  return (select r from private.time_entry_rows(org, array[get_time_entry.id]) as r);
end;
$$;
comment on function public.get_time_entry(uuid) is
  'Hours with person and visit; CO404. Definer: their names are behind policies of their own.';
revoke execute on function public.get_time_entry(uuid) from public, anon;
grant execute on function public.get_time_entry(uuid) to authenticated;

create function public.list_time_entries(
  filters jsonb default '{}', page_limit integer default 50, after_key jsonb default null
) returns setof jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  org constant uuid := private.require_org();
  scope constant text := private.require_permission('read', 'time_entries');
  own_ids constant uuid[] := case when scope = 'own' then array(select private.own_resource_ids()) end;
  with_deleted constant boolean :=
    coalesce((filters ->> 'include_deleted')::boolean, false) and private.has_permission('delete', 'time_entries');
  wanted_booking constant uuid := (filters ->> 'booking_id')::uuid;
  wanted_resource constant uuid := (filters ->> 'resource_id')::uuid;
  from_at constant timestamptz := (filters ->> 'from')::timestamptz;
  to_at constant timestamptz := (filters ->> 'to')::timestamptz;
  after_start constant timestamptz := (after_key ->> 'starts_at')::timestamptz;
  after_id constant uuid := (after_key ->> 'id')::uuid;
begin
  return query
    select r
    from private.time_entry_rows(org, array(
      select t.id
      from public.time_entries as t
      where t.org_id = org
        and (own_ids is null or t.resource_id = any (own_ids))
        and (with_deleted or t.deleted_at is null)
        and (wanted_booking is null or t.booking_id = wanted_booking)
        and (wanted_resource is null or t.resource_id = wanted_resource)
        and (from_at is null or coalesce(t.ends_at, 'infinity') > from_at)
        and (to_at is null or t.starts_at < to_at)
        and (after_id is null or (t.starts_at, t.id) < (after_start, after_id))
      order by t.starts_at desc, t.id desc
      limit private.page_size(page_limit)
    )) as r;
end;
$$;
comment on function public.list_time_entries(jsonb, integer, jsonb) is
  'Hours, latest first. filters: booking_id, resource_id, from, to, include_deleted; after_key: {starts_at, id}. '
  'Definer: as get_time_entry.';
revoke execute on function public.list_time_entries(jsonb, integer, jsonb) from public, anon;
grant execute on function public.list_time_entries(jsonb, integer, jsonb) to authenticated;
