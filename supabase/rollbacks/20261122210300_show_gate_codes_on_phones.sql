-- Undoes "show gate codes on phones": both functions as they were.
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

create or replace function private.do_operation(org uuid, op public.offline_sync_queue, is_office boolean) returns jsonb
language plpgsql volatile set search_path = ''
as $$
begin
  case op.kind
    when 'booking.transition' then return private.do_transition(org, op, is_office);
    when 'booking.seen' then return private.do_seen(org, op, is_office);
    when 'checklist.answer' then return private.do_answer(org, op, is_office);
    when 'photo.add' then return private.do_photo_add(org, op, is_office);
    when 'photo.update', 'photo.remove' then return private.do_photo_change(org, op, is_office);
    when 'note.add' then return private.do_note(org, op, is_office);
    when 'signature.add' then return private.do_signature(org, op, is_office);
    when 'time.add', 'time.end' then return private.do_time(org, op, is_office);
    when 'conflict.decide' then return private.do_decision(org, op);
    else
      perform private.invalid('unknown_kind', 'The office does not know this kind of work yet.', 'kind');
      return null;
  end case;
end;
$$;
drop function private.do_gate_code_shown(uuid, public.offline_sync_queue, boolean);
delete from private.sync_kinds where kind = 'gate_code.shown';
drop function private.field_gate_codes(uuid, uuid[], uuid);
