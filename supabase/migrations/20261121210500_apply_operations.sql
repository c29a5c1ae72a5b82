-- One call for up to a hundred operations of a phone, in their order, each in a savepoint of its own: what cannot be done
-- is answered with its reason and parked, and stops nothing behind it. An operation that was here before is answered from
-- the journal, so a phone that lost the answer may send everything again.

-- Waiting for a lock, a deadlock, a shutdown: true of this moment and not of the operation. The whole call is repeated.
create function private.is_passing(state text) returns boolean
language sql immutable set search_path = ''
as $$
  select state in ('40001', '40P01', '55P03', '57014', '57P01', '57P02', '57P03') or left(state, 2) in ('08', '53', '58')
$$;
comment on function private.is_passing(text) is 'Whether an error says nothing about what was asked for.';
revoke execute on function private.is_passing(text) from public;

-- Ours say "code: Sentence."; what only ran into a constraint is invalid, and its text stays here. What names another
-- state of the world than the phone knew is a conflict; what will never be right is rejected. A thing that is still
-- missing is rejected: the phone asks for it and sends anew.
create function private.refusal(state text, message text, hint text, detail text) returns jsonb
language plpgsql immutable set search_path = ''
as $$
declare
  is_ours constant boolean := left(state, 2) = 'CO' or state = '42501' and message ~ '^[a-z_]+: ';
  code constant text := case
    when is_ours then split_part(message, ':', 1)
    when state = '23P01' then 'time_overlap'
    when left(state, 2) in ('22', '23') then 'invalid'
    else 'failed'
  end;
  said jsonb := case when is_ours then jsonb_strip_nulls(jsonb_build_object(
    'message', btrim(substr(message, strpos(message, ':') + 1)), 'field', nullif(hint, '')
  )) else '{}'::jsonb end;
begin
  if is_ours and detail ~ '^\{' then
    said := said || jsonb_strip_nulls(jsonb_build_object(
      'missing', detail::jsonb -> 'missing', 'allowed', detail::jsonb -> 'allowed'
    ));
  end if;
  return jsonb_build_object(
    'code', code,
    'result', case when code <> 'incomplete' and state in ('CO409', 'CO412', '23P01') then 'conflict' else 'rejected' end,
    'detail', said
  );
end;
$$;
comment on function private.refusal(text, text, text, text) is '{result, code, detail} for an error of an operation.';
revoke execute on function private.refusal(text, text, text, text) from public;

create function private.do_operation(org uuid, op public.offline_sync_queue, is_office boolean) returns jsonb
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
comment on function private.do_operation(uuid, public.offline_sync_queue, boolean) is
  'Applies a line of the journal by the rule of its kind; is_office: somebody of the office lets it in.';
revoke execute on function private.do_operation(uuid, public.offline_sync_queue, boolean) from public;

create function private.attempt_operation(org uuid, op public.offline_sync_queue, is_office boolean) returns jsonb
language plpgsql volatile set search_path = ''
as $$
declare
  state text;
  message text;
  hint text;
  detail text;
begin
  return private.do_operation(org, op, is_office);
exception
  when others then
    get stacked diagnostics
      state = returned_sqlstate, message = message_text, hint = pg_exception_hint, detail = pg_exception_detail;
    if private.is_passing(state) then
      raise;
    end if;
    return private.refusal(state, message, hint, detail);
end;
$$;
comment on function private.attempt_operation(uuid, public.offline_sync_queue, boolean) is
  'do_operation in a savepoint: answers instead of raising, unless the error says nothing about the operation.';
revoke execute on function private.attempt_operation(uuid, public.offline_sync_queue, boolean) from public;

-- A phone belongs to one member. What it says of itself is kept without history.
create function private.greet_device(org uuid, person uuid, device uuid, said jsonb) returns bigint
language plpgsql volatile set search_path = ''
as $$
declare
  known public.devices;
  ahead constant bigint := coalesce(
    (extract(epoch from (said ->> 'clock')::timestamptz - clock_timestamp()) * 1000)::bigint, 0
  );
begin
  if device is null then
    perform private.invalid('invalid', 'Name the device.', 'device_id');
  end if;
  select d.* into known from public.devices as d where d.org_id = org and d.id = device;
  if not found then
    insert into public.devices (org_id, id, user_id, name, platform)
    values (org, device, person, coalesce(said ->> 'name', 'Phone'), coalesce(said ->> 'platform', 'other'))
    on conflict do nothing;
    select d.* into known from public.devices as d where d.org_id = org and d.id = device;
  end if;
  if known.user_id <> person then
    raise exception 'not_found: There is no such device.' using errcode = 'CO404', hint = 'device_id';
  end if;
  if known.revoked_at is not null then
    raise exception 'device_revoked: The office has shut this device out.' using errcode = '42501', hint = 'device_id';
  end if;
  if said is null then
    return known.clock_offset_ms;
  end if;
  update public.devices as d
  set name = coalesce(nullif(btrim(said ->> 'name'), ''), d.name), platform = coalesce(said ->> 'platform', d.platform),
    app_version = coalesce(said ->> 'app_version', d.app_version), last_seen_at = now(), clock_offset_ms = ahead,
    unsent_count = coalesce((said ->> 'unsent_count')::integer, 0),
    unsent_bytes = coalesce((said ->> 'unsent_bytes')::bigint, 0),
    oldest_unsent_at = (said ->> 'oldest_unsent_at')::timestamptz
  where d.org_id = org and d.id = device;
  return ahead;
end;
$$;
comment on function private.greet_device(uuid, uuid, uuid, jsonb) is
  'Keeps what a phone says of itself and answers how far its clock is ahead in ms; raises for another''s or a revoked one.';
revoke execute on function private.greet_device(uuid, uuid, uuid, jsonb) from public;

-- What waits for a person waits with its bytes: they are welcome while he decides, as the author's own.
create function private.welcome_file(org uuid, op public.offline_sync_queue) returns void
language plpgsql volatile set search_path = ''
as $$
begin
  if op.kind in ('photo.add', 'signature.add') and jsonb_typeof(op.payload -> 'file') = 'object' then
    perform private.expect_file(org, op.user_id, op.payload -> 'file');
  end if;
exception
  when others then
    if private.is_passing(sqlstate) then
      raise;
    end if;
end;
$$;
comment on function private.welcome_file(uuid, public.offline_sync_queue) is
  'Makes the file of a parked operation known, where it is one.';
revoke execute on function private.welcome_file(uuid, public.offline_sync_queue) from public;

create function private.keep_operation(org uuid, op public.offline_sync_queue, outcome jsonb) returns void
language plpgsql volatile set search_path = ''
as $$
declare
  -- A decision that could not be carried out leaves the operation it was about where it is.
  is_parked constant boolean :=
    outcome ->> 'result' in ('conflict', 'rejected') and op.kind <> 'conflict.decide';
begin
  insert into public.offline_sync_queue (
    org_id, op_id, user_id, device_id, kind, entity, entity_id, booking_id, base_version, device_time, clock_offset_ms,
    payload, result, code, detail, office_version, state
  )
  values (
    org, op.op_id, op.user_id, op.device_id, op.kind, op.entity, op.entity_id, op.booking_id, op.base_version,
    op.device_time, op.clock_offset_ms, op.payload, outcome ->> 'result', outcome ->> 'code', outcome -> 'detail',
    case when is_parked then coalesce(
      outcome -> 'office',
      (select private.office_version(b) from public.bookings as b where b.org_id = org and b.id = op.booking_id)
    ) end,
    case when is_parked then 'parked' else 'done' end
  );
  if is_parked then
    perform private.welcome_file(org, op);
    perform private.add_event(org, 'sync.parked', 'operation', op.op_id, op.booking_id);
  end if;
end;
$$;
comment on function private.keep_operation(uuid, public.offline_sync_queue, jsonb) is
  'Writes an operation into the journal with what became of it; parks it where it could not be done.';
revoke execute on function private.keep_operation(uuid, public.offline_sync_queue, jsonb) from public;

create function private.read_operation(org uuid, person uuid, device uuid, ahead bigint, given jsonb)
returns public.offline_sync_queue
language plpgsql volatile set search_path = ''
as $$
declare
  op public.offline_sync_queue;
begin
  op.org_id := org;
  op.user_id := person;
  op.device_id := device;
  op.clock_offset_ms := ahead;
  op.op_id := (given ->> 'op_id')::uuid;
  op.kind := given ->> 'kind';
  op.entity := given ->> 'entity';
  op.entity_id := (given ->> 'entity_id')::uuid;
  op.base_version := (given ->> 'base_version')::bigint;
  op.device_time := (given ->> 'device_time')::timestamptz;
  op.payload := coalesce(given -> 'payload', '{}');
  if op.op_id is null or op.kind is null or op.entity is null or op.entity_id is null or op.device_time is null
    or jsonb_typeof(op.payload) <> 'object' then
    perform private.invalid('invalid', 'An operation has op_id, kind, entity, entity_id, device_time and payload.', 'operations');
  end if;
  return op;
end;
$$;
comment on function private.read_operation(uuid, uuid, uuid, bigint, jsonb) is
  'A line of the journal as a phone sent it; raises CO422 for what is no operation.';
revoke execute on function private.read_operation(uuid, uuid, uuid, bigint, jsonb) from public;

-- The entity is part of a kind, so that a phone cannot name a record of one sort by the rule of another.
create function private.take_operation(org uuid, op public.offline_sync_queue) returns jsonb
language plpgsql volatile set search_path = '' set plan_cache_mode = force_generic_plan
as $$
declare
  known public.offline_sync_queue;
  outcome jsonb;
begin
  select q.* into known
  from public.offline_sync_queue as q
  where q.org_id = org and q.user_id = op.user_id and q.op_id = op.op_id;
  if found then
    if (known.kind, known.entity, known.entity_id, known.payload, known.device_time)
      is distinct from (op.kind, op.entity, op.entity_id, op.payload, op.device_time) then
      return jsonb_build_object(
        'op_id', op.op_id, 'result', 'rejected', 'code', 'op_mismatch',
        'detail', jsonb_build_object('message', 'This operation was another one.')
      );
    end if;
    return jsonb_build_object(
      'op_id', op.op_id, 'result', known.result, 'code', known.code, 'detail', known.detail
    );
  end if;
  op.booking_id := private.operation_target(org, op);
  if exists (select from private.sync_kinds as k where k.kind = op.kind and k.entity <> op.entity) then
    outcome := jsonb_build_object('result', 'rejected', 'code', 'invalid', 'detail', '{"field": "entity"}'::jsonb);
  else
    outcome := private.attempt_operation(org, op, false);
  end if;
  perform private.keep_operation(org, op, outcome);
  return jsonb_build_object('op_id', op.op_id) || (outcome - 'office');
end;
$$;
comment on function private.take_operation(uuid, public.offline_sync_queue) is
  'Applies an operation once and remembers its answer; {op_id, result, code, detail}.';
revoke execute on function private.take_operation(uuid, public.offline_sync_queue) from public;

create function public.apply_operations(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  person constant uuid := private.require_user();
  given constant jsonb := coalesce(payload -> 'operations', '[]');
  op public.offline_sync_queue;
  ahead bigint;
  results jsonb[] := '{}';
  last_of jsonb := '{}';
  line record;
begin
  perform private.require_permission('create', 'sync');
  if jsonb_typeof(given) <> 'array' or jsonb_array_length(given) > 100 then
    perform private.invalid('invalid', 'Send at most 100 operations.', 'operations');
  end if;
  -- Two phones of one person take turns: else each could wait for a visit the other has locked.
  perform pg_advisory_xact_lock(hashtextextended('sync:' || org || person, 0));
  ahead := private.greet_device(org, person, (payload ->> 'device_id')::uuid, payload -> 'device');
  for line in select e.value, e.place from jsonb_array_elements(given) with ordinality as e (value, place) order by e.place loop
    op := private.read_operation(org, person, (payload ->> 'device_id')::uuid, ahead, line.value);
    results := results || private.take_operation(org, op);
    op.booking_id := private.operation_target(org, op);
    if op.booking_id is not null then
      last_of := last_of || jsonb_build_object(op.booking_id, line.place);
    end if;
  end loop;
  -- Each visit once, with the last operation about it, and only where it is on this phone.
  for line in
    select v.data, (last_of ->> v.id::text)::integer as place
    from private.visit_rows(org, array(
      select i from unnest(private.field_visit_ids(org, person)) as i where last_of ? i::text
    ), person) as v
  loop
    results[line.place] := results[line.place] || jsonb_build_object('row', line.data);
  end loop;
  return jsonb_build_object('results', to_jsonb(results), 'server_time', now());
end;
$$;
comment on function public.apply_operations(jsonb) is
  '{device_id, device?, operations: [≤ 100 × {op_id, kind, entity, entity_id, base_version?, device_time, payload}]}: '
  '{results: [{op_id, result, code, detail, row?}], server_time}. '
  'Definer: what operations write is nobody''s table, and each rule asks whether the visit is the caller''s own.';
revoke execute on function public.apply_operations(jsonb) from public, anon;
grant execute on function public.apply_operations(jsonb) to authenticated;
