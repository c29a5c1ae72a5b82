-- A phone that was lost or left the company with somebody is shut out by the office: from then on it sends and reads
-- nothing. What lies on it unsent stays there, so that letting it in again loses no work.

create function private.refuse_shut_out(org uuid, device uuid) returns void
language plpgsql stable set search_path = ''
as $$
begin
  if device is not null and exists (
    select from public.devices as d where d.org_id = org and d.id = device and d.revoked_at is not null
  ) then
    raise exception 'device_revoked: The office has shut this device out.' using errcode = '42501', hint = 'device_id';
  end if;
end;
$$;
comment on function private.refuse_shut_out(uuid, uuid) is 'Raises 42501 for a phone that the office has shut out.';
revoke execute on function private.refuse_shut_out(uuid, uuid) from public;

create or replace function public.get_sync(payload jsonb) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  person constant uuid := private.require_user();
  known constant jsonb := coalesce(payload -> 'known', '{}');
  ids uuid[];
  digests jsonb;
  changed uuid[];
  settings jsonb;
  changes jsonb;
begin
  perform private.require_permission('read', 'sync');
  perform private.refuse_shut_out(org, (payload ->> 'device_id')::uuid);
  ids := private.field_visit_ids(org, person);
  select coalesce(jsonb_object_agg(d.id, d.digest), '{}'),
    coalesce(array_agg(d.id) filter (where known ->> d.id::text is distinct from d.digest), '{}')
  into digests, changed
  from private.visit_digests(org, ids, person) as d;
  select coalesce(jsonb_agg(jsonb_build_object('entity', 'visit', 'id', v.id, 'row', v.data)), '[]')
  into changes
  from private.visit_rows(org, array(select i from unnest(ids) as i where i = any (changed)), person) as v;
  settings := private.field_settings(org, person);
  digests := digests || jsonb_build_object(org, left(md5(settings::text), 12));
  if known ->> org::text is distinct from digests ->> org::text then
    changes := jsonb_build_array(jsonb_build_object('entity', 'settings', 'id', org, 'row', settings)) || changes;
  end if;
  return jsonb_build_object(
    'changes', changes,
    'removals', (
      select coalesce(jsonb_agg(jsonb_build_object('entity', 'visit', 'id', k)), '[]')
      from jsonb_object_keys(known) as k
      where not digests ? k
    ),
    'known', digests,
    'server_time', now()
  );
end;
$$;
comment on function public.get_sync(jsonb) is
  '{known: {id: digest}, device_id?} of what a phone holds: {changes, removals, known, server_time}. '
  'Definer: a visit comes with its customer, place and colleagues, each behind a policy of its own.';

create function private.device_row(d public.devices) returns jsonb
language plpgsql stable set search_path = ''
as $$
begin
  return jsonb_build_object(
    'id', d.id, 'user', jsonb_build_object('id', d.user_id, 'name', (
      select coalesce(a.name, a.email) from public.profiles as a where a.id = d.user_id
    )),
    'name', d.name, 'platform', d.platform, 'app_version', d.app_version, 'last_seen_at', d.last_seen_at,
    'clock_offset_ms', d.clock_offset_ms, 'unsent_count', d.unsent_count, 'unsent_bytes', d.unsent_bytes,
    'oldest_unsent_at', d.oldest_unsent_at, 'revoked_at', d.revoked_at
  );
end;
$$;
comment on function private.device_row(public.devices) is 'A phone as answers show it.';
revoke execute on function private.device_row(public.devices) from public;

create function private.let_device(name text, payload jsonb, is_shut boolean) returns jsonb
language plpgsql volatile set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  answer jsonb;
  device public.devices;
begin
  perform private.require_permission('update', 'devices', 'all');
  answer := private.claim_idempotency(name, payload, org);
  if answer is not null then
    return answer;
  end if;
  select d.* into device
  from public.devices as d
  where d.org_id = org and d.id = (payload ->> 'id')::uuid
  for no key update;
  if not found then
    raise exception 'not_found: There is no such device.' using errcode = 'CO404', hint = 'id';
  end if;
  -- A second time changes nothing: the moment it was shut out stays.
  if (device.revoked_at is not null) <> is_shut then
    update public.devices as d
    set revoked_at = case when is_shut then now() end
    where d.org_id = org and d.id = device.id
    returning * into device;
  end if;
  return private.remember_answer(org, 200, private.device_row(device));
end;
$$;
comment on function private.let_device(text, jsonb, boolean) is
  'Shuts a phone of {id} out, or lets it in again; answers the phone.';
revoke execute on function private.let_device(text, jsonb, boolean) from public;

create function public.revoke_device(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
begin
  return private.let_device('revoke_device', payload, true);
end;
$$;
comment on function public.revoke_device(jsonb) is
  '{id}: this phone sends and reads nothing from now on. Definer: phones are written by their own calls.';
revoke execute on function public.revoke_device(jsonb) from public, anon;
grant execute on function public.revoke_device(jsonb) to authenticated;

create function public.restore_device(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
begin
  return private.let_device('restore_device', payload, false);
end;
$$;
comment on function public.restore_device(jsonb) is
  '{id}: lets a phone in again that was shut out. Definer: phones are written by their own calls.';
revoke execute on function public.restore_device(jsonb) from public, anon;
grant execute on function public.restore_device(jsonb) to authenticated;
