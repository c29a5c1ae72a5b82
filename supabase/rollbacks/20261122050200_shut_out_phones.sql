-- Undoes "shut out phones".
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
  '{known: {id: digest}} of what a phone holds: {changes, removals, known, server_time}. '
  'Definer: a visit comes with its customer, place and colleagues, each behind a policy of its own.';

drop function public.revoke_device(jsonb);
drop function public.restore_device(jsonb);
drop function private.let_device(text, jsonb, boolean);
drop function private.device_row(public.devices);
drop function private.refuse_shut_out(uuid, uuid);
