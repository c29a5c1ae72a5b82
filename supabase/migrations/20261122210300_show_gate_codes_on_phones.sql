-- A technician stands before the gate, perhaps without signal. His phone holds the codes of today's own visits and no
-- others, each until the day of the place ends, and that he looked at one is an operation like any other: it reaches
-- the audit log when there is signal again.

-- Of the visits a phone holds: those of today at the place, and those under way whatever day they began.
create function private.field_gate_codes(org uuid, visits uuid[], person uuid) returns jsonb
language plpgsql stable set search_path = '' set plan_cache_mode = force_generic_plan
as $$
begin
  if not exists (select from private.gate_codes as g where g.org_id = org) then
    return '[]';
  end if;
  return (
    select coalesce(jsonb_agg(distinct jsonb_build_object(
      'property_id', g.property_id, 'sealed', g.sealed,
      'until', private.local_to_utc((now() at time zone p.time_zone)::date + 1 + time '00:00', p.time_zone)
    )), '[]')
    from unnest(visits) as wanted (id)
    join public.bookings as b on b.org_id = org and b.id = wanted.id
    join public.jobs as j on j.org_id = org and j.id = b.job_id
    join public.properties as p on p.org_id = org and p.id = j.property_id
    join private.gate_codes as g on g.org_id = org and g.property_id = p.id
    where (
        b.status in ('en_route', 'on_site', 'paused')
        or b.status in ('scheduled', 'dispatched', 'completed')
          and (b.starts_at at time zone p.time_zone)::date = (now() at time zone p.time_zone)::date
      )
      and exists (
        select
        from public.booking_assignments as a
        join public.bookable_resources as r on r.org_id = org and r.id = a.resource_id and r.deleted_at is null
        where a.org_id = org and a.booking_id = b.id and r.user_id = person
      )
  );
end;
$$;
comment on function private.field_gate_codes(uuid, uuid[], uuid) is
  '[{property_id, sealed, until}] of a person''s visits of today; the caller has asked whether they are on his phone.';
revoke execute on function private.field_gate_codes(uuid, uuid[], uuid) from public;

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
    'gate_codes', private.field_gate_codes(org, ids, person),
    'server_time', now()
  );
end;
$$;
comment on function public.get_sync(jsonb) is
  '{known: {id: digest}, device_id?} of what a phone holds: {changes, removals, known, gate_codes, server_time}; gate codes '
  'sealed, and always all of today. '
  'Definer: a visit comes with its customer, place and colleagues, each behind a policy of its own.';

insert into private.sync_kinds (kind, entity, policy) values ('gate_code.shown', 'booking', 'append');

create function private.do_gate_code_shown(org uuid, op public.offline_sync_queue, is_office boolean) returns jsonb
language plpgsql volatile set search_path = ''
as $$
declare
  visited constant public.bookings := private.operation_booking(org, op, is_office, op.entity_id);
begin
  perform private.log_audit_event(
    org, 'view', 'property',
    (select j.property_id from public.jobs as j where j.org_id = org and j.id = visited.job_id),
    'notice', false, array['gate_code']
  );
  return '{"result": "applied"}';
end;
$$;
comment on function private.do_gate_code_shown(uuid, public.offline_sync_queue, boolean) is 'gate_code.shown.';
revoke execute on function private.do_gate_code_shown(uuid, public.offline_sync_queue, boolean) from public;

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
    when 'gate_code.shown' then return private.do_gate_code_shown(org, op, is_office);
    when 'conflict.decide' then return private.do_decision(org, op);
    else
      perform private.invalid('unknown_kind', 'The office does not know this kind of work yet.', 'kind');
      return null;
  end case;
end;
$$;
