-- Deciding what was parked. The technician may take the office's version, hand the question to the office, try again or
-- keep his words as a note; the office may do what the phone said by the legal steps, note it, or take its own version.
-- Who decided, when and why stays with the operation.

create function private.settle_operation(
  org uuid, op public.offline_sync_queue, decision text, reason text
) returns void
language plpgsql volatile set search_path = ''
as $$
begin
  update public.offline_sync_queue as q
  set state = 'decided', decision = settle_operation.decision, decision_reason = nullif(btrim(reason), ''),
    decided_by = private.current_user_id(), decided_at = now()
  where q.org_id = org and q.id = op.id;
  perform private.add_event(org, 'sync.decided', 'operation', op.op_id, op.booking_id);
end;
$$;
comment on function private.settle_operation(uuid, public.offline_sync_queue, text, text) is
  'Ends a parked operation with a decision of the caller''s.';
revoke execute on function private.settle_operation(uuid, public.offline_sync_queue, text, text) from public;

-- The shortest way by steps that need no words in between and call nothing off on the way.
create function private.way_to(status text, wanted text) returns text[]
language plpgsql stable set search_path = ''
as $$
begin
  return (
    with recursive walk as (
      select array[status] as path
      union all
      select w.path || t.to_status
      from walk as w
      join private.booking_transitions as t on t.from_status = w.path[array_length(w.path, 1)]
      where array_length(w.path, 1) < 7
        and not t.to_status = any (w.path)
        and (t.to_status = wanted or not t.needs_reason)
        and w.path[array_length(w.path, 1)] <> wanted
    )
    select w.path[2:]
    from walk as w
    where w.path[array_length(w.path, 1)] = wanted
    order by array_length(w.path, 1), w.path
    limit 1
  );
end;
$$;
comment on function private.way_to(text, text) is 'The legal steps from one state of a visit to another; null where none.';
revoke execute on function private.way_to(text, text) from public;

-- What the phone reported, although the office had decided otherwise: cancelled becomes unscheduled, gets its time back
-- (or that of the report, where it has none), and goes the way the phone went, by the phone's clock. Where the time was
-- given to somebody else meanwhile, the answer is the double booking.
create function private.walk_visit(org uuid, op public.offline_sync_queue) returns void
language plpgsql volatile set search_path = ''
as $$
declare
  was public.bookings := private.operation_booking(org, op, true, op.entity_id);
  way constant text[] := private.way_to(was.status, op.payload ->> 'to');
  moment constant timestamptz := private.phone_time(op);
  starts constant timestamptz := coalesce(was.starts_at, moment);
  ends constant timestamptz := was.ends_at;
  wanted text;
  payload jsonb;
  step private.booking_transitions;
begin
  if was.status = op.payload ->> 'to' then
    return;
  end if;
  if way is null then
    perform private.refuse_step(was.status, op.payload ->> 'to');
  end if;
  foreach wanted in array way loop
    if wanted = 'scheduled' then
      perform public.update_booking(was.id, null, jsonb_strip_nulls(jsonb_build_object(
        'starts_at', starts, 'ends_at', ends
      )));
    else
      payload := jsonb_build_object('to', wanted, 'device_time', case when wanted <> 'unscheduled' then moment end);
      if wanted = op.payload ->> 'to' then
        payload := op.payload || payload || jsonb_build_object('op_id', op.op_id);
      end if;
      step := private.require_step(was, payload);
      perform private.note_step(was, step, payload);
      perform private.write_steps(org, array[private.step_row(was, payload)]);
    end if;
    select b.* into was from public.bookings as b where b.org_id = org and b.id = was.id;
  end loop;
end;
$$;
comment on function private.walk_visit(uuid, public.offline_sync_queue) is
  'Takes a visit to the state a phone reported, by the legal steps; raises CO409 where there is no way or no time.';
revoke execute on function private.walk_visit(uuid, public.offline_sync_queue) from public;

-- A report of a visit is one story: on the way, arrived, done. Letting in one step lets in all that its author reported
-- of this visit and that waits, in the order he made them.
create function private.let_in(org uuid, op public.offline_sync_queue, reason text) returns void
language plpgsql volatile set search_path = ''
as $$
declare
  line public.offline_sync_queue;
  outcome jsonb;
begin
  if op.kind <> 'booking.transition' then
    outcome := private.do_operation(org, op, true);
    if outcome ->> 'result' not in ('applied', 'merged') then
      raise exception 'conflict: The office has something else there.' using errcode = 'CO409', hint = 'decision';
    end if;
    perform private.settle_operation(org, op, 'keep_mine', reason);
    return;
  end if;
  for line in
    select q.*
    from public.offline_sync_queue as q
    where q.org_id = org and q.user_id = op.user_id and q.kind = 'booking.transition'
      and q.entity_id = op.entity_id and q.state in ('parked', 'with_office')
    order by q.device_time, q.id
    for no key update
  loop
    perform private.walk_visit(org, line);
    perform private.settle_operation(org, line, 'keep_mine', reason);
  end loop;
end;
$$;
comment on function private.let_in(uuid, public.offline_sync_queue, text) is
  'Does what a parked operation says, by the right of the office.';
revoke execute on function private.let_in(uuid, public.offline_sync_queue, text) from public;

-- In words of no language where words would have to be translated: what was done, when, and what was written.
create function private.operation_note(op public.offline_sync_queue) returns text
language plpgsql stable set search_path = ''
as $$
begin
  return left(concat_ws(
    E'\n',
    op.kind || ' · ' || to_char(op.device_time at time zone 'UTC', 'YYYY-MM-DD HH24:MI') || ' UTC',
    case op.kind
      when 'booking.transition' then concat_ws(
        ' · ', '→ ' || (op.payload ->> 'to'), op.payload ->> 'outcome', op.payload ->> 'reason',
        op.payload ->> 'outcome_reason', op.payload -> 'follow_up' ->> 'reason'
      )
      when 'checklist.answer' then concat_ws(
        ' · ', concat(op.payload ->> 'key', ': ', op.payload ->> 'value'), op.payload ->> 'note'
      )
      when 'note.add' then op.payload ->> 'body'
      when 'signature.add' then concat_ws(
        ' · ', op.payload ->> 'signer_name', op.payload ->> 'absent_reason', op.payload ->> 'report_sha256'
      )
      else op.payload::text
    end
  ), 10000);
end;
$$;
comment on function private.operation_note(public.offline_sync_queue) is 'What an operation said, as a note on the visit.';
revoke execute on function private.operation_note(public.offline_sync_queue) from public;

create function private.carry_out(
  org uuid, op public.offline_sync_queue, decision text, reason text, is_office boolean
) returns void
language plpgsql volatile set search_path = ''
as $$
declare
  outcome jsonb;
begin
  if op.state not in ('parked', 'with_office') then
    raise exception 'already_decided: This was decided already.' using errcode = 'CO409', hint = 'decision';
  end if;
  case decision
    when 'discard' then
      perform private.settle_operation(org, op, 'take_office', reason);
    when 'note' then
      if op.booking_id is null then
        perform private.invalid('no_visit', 'This is about no visit of yours.', 'decision');
      end if;
      perform private.operation_booking(org, op, is_office, op.booking_id);
      insert into public.activities (org_id, kind, body, booking_id, created_by)
      values (org, 'note', private.operation_note(op), op.booking_id, op.user_id);
      perform private.settle_operation(org, op, 'note', reason);
    when 'ask_office' then
      update public.offline_sync_queue as q set state = 'with_office' where q.org_id = org and q.id = op.id;
      perform private.add_event(org, 'sync.parked', 'operation', op.op_id, op.booking_id);
    when 'retry' then
      outcome := private.do_operation(org, op, false);
      if outcome ->> 'result' not in ('applied', 'merged') then
        raise exception 'conflict: The office still has something else there.' using errcode = 'CO409', hint = 'decision';
      end if;
      perform private.settle_operation(org, op, 'keep_mine', reason);
    when 'apply' then
      if not is_office then
        perform private.require_permission('update', 'bookings', 'all');
      end if;
      perform private.let_in(org, op, reason);
    else
      perform private.invalid('invalid', 'There is no such decision.', 'decision');
  end case;
end;
$$;
comment on function private.carry_out(uuid, public.offline_sync_queue, text, text, boolean) is
  'Carries a decision out; raises where it cannot be, and the operation stays parked.';
revoke execute on function private.carry_out(uuid, public.offline_sync_queue, text, text, boolean) from public;

create function private.do_decision(org uuid, op public.offline_sync_queue) returns jsonb
language plpgsql volatile set search_path = ''
as $$
declare
  parked public.offline_sync_queue;
begin
  select q.* into parked
  from public.offline_sync_queue as q
  where q.org_id = org and q.user_id = op.user_id and q.op_id = op.entity_id
  for no key update;
  if not found then
    raise exception 'not_found: There is no such operation.' using errcode = 'CO404', hint = 'id';
  end if;
  perform private.carry_out(org, parked, op.payload ->> 'decision', op.payload ->> 'reason', false);
  return '{"result": "applied"}';
end;
$$;
comment on function private.do_decision(uuid, public.offline_sync_queue) is 'conflict.decide.';
revoke execute on function private.do_decision(uuid, public.offline_sync_queue) from public;

-- The author of a line that is about a visit of somebody else by now reads his own words and nothing of the visit.
create function private.journal_rows(org uuid, lines uuid[], person uuid) returns setof jsonb
language plpgsql stable rows 50 set search_path = ''
as $$
begin
  return query
    select jsonb_build_object(
      'id', q.id,
      'op_id', q.op_id,
      'user', jsonb_build_object('id', q.user_id, 'name', coalesce(a.name, a.email)),
      'device', jsonb_build_object('id', d.id, 'name', d.name),
      'kind', q.kind,
      'entity', q.entity,
      'entity_id', q.entity_id,
      'booking', case when sight.is_open then jsonb_build_object(
        'id', b.id, 'number', b.number, 'customer_name', c.display_name
      ) end,
      'device_time', q.device_time,
      'clock_offset_ms', q.clock_offset_ms,
      'received_at', q.synced_at,
      'payload', q.payload,
      'result', q.result,
      'code', q.code,
      'detail', q.detail,
      'office', case when sight.is_open then q.office_version end,
      'state', q.state,
      'decision', q.decision,
      'decision_reason', q.decision_reason,
      'decided_by', case when w.id is not null then
        jsonb_build_object('id', w.id, 'name', coalesce(w.name, w.email)) end,
      'decided_at', q.decided_at
    )
    from unnest(lines) with ordinality as wanted (id, place)
    join public.offline_sync_queue as q on q.org_id = org and q.id = wanted.id
    join public.devices as d on d.org_id = org and d.id = q.device_id
    left join public.profiles as a on a.id = q.user_id
    left join public.profiles as w on w.id = q.decided_by
    left join public.bookings as b on b.org_id = org and b.id = q.booking_id
    left join public.jobs as j on j.org_id = org and j.id = b.job_id
    left join public.customers as c on c.org_id = org and c.id = j.customer_id
    cross join lateral (select b.id is not null and private.sees_booking(b.id) as is_open) as sight
    order by wanted.place;
end;
$$;
comment on function private.journal_rows(uuid, uuid[], uuid) is 'Lines of the journal as answers show them.';
revoke execute on function private.journal_rows(uuid, uuid[], uuid) from public;

-- Newest first, going on behind an id. A technician reads what he sent.
create function public.list_operations(
  filters jsonb default '{}', page_limit integer default 50, after_id uuid default null
) returns setof jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  org constant uuid := private.require_org();
  person constant uuid := private.current_user_id();
  scope constant text := private.require_permission('read', 'sync');
  is_parked constant boolean := coalesce(filters ->> 'state', 'parked') = 'parked';
  wanted_user constant uuid := case when scope = 'all' then (filters ->> 'user_id')::uuid else person end;
  wanted_booking constant uuid := (filters ->> 'booking_id')::uuid;
begin
  return query
    select r
    from private.journal_rows(org, array(
      select q.id
      from public.offline_sync_queue as q
      where q.org_id = org
        and (not is_parked or q.state in ('parked', 'with_office'))
        and (wanted_user is null and scope = 'all' or q.user_id = wanted_user)
        and (wanted_booking is null or q.booking_id = wanted_booking)
        and (after_id is null or q.id < after_id)
      order by q.id desc
      limit private.page_size(page_limit)
    ), person) as r;
end;
$$;
comment on function public.list_operations(jsonb, integer, uuid) is
  'The journal of what phones sent: {state: parked | all, user_id, booking_id}, newest first. '
  'Definer: it shows what the office says only to who may see the visit.';
revoke execute on function public.list_operations(jsonb, integer, uuid) from public, anon;
grant execute on function public.list_operations(jsonb, integer, uuid) to authenticated;

-- An op_id is the phone's own word and unique per member only; where two members used the same, the one that waits is
-- meant, the older first.
create function public.decide_operation(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  person constant uuid := private.current_user_id();
  scope constant text := private.require_permission('update', 'sync');
  is_office constant boolean := scope = 'all' and private.permission_scope('update', 'bookings') = 'all';
  answer jsonb;
  op public.offline_sync_queue;
begin
  answer := private.claim_idempotency('decide_operation', payload, org);
  if answer is not null then
    return answer;
  end if;
  select q.* into op
  from public.offline_sync_queue as q
  where q.org_id = org and q.op_id = (decide_operation.payload ->> 'op_id')::uuid and (is_office or q.user_id = person)
  order by q.is_synced, q.id
  limit 1
  for no key update;
  if not found then
    raise exception 'not_found: There is no such operation.' using errcode = 'CO404', hint = 'id';
  end if;
  if is_office and payload ->> 'decision' = 'retry' then
    -- The rule of "retry" asks whose visit it is by its author; the caller must be him.
    perform private.require_author(op, person);
  end if;
  perform private.carry_out(org, op, payload ->> 'decision', payload ->> 'reason', is_office);
  return private.remember_answer(org, 200, (select r from private.journal_rows(org, array[op.id], person) as r));
end;
$$;
comment on function public.decide_operation(jsonb) is
  '{op_id, decision: apply | discard | note | ask_office | retry, reason}: ends what was parked. '
  'Definer: the journal is nobody''s table.';
revoke execute on function public.decide_operation(jsonb) from public, anon;
grant execute on function public.decide_operation(jsonb) to authenticated;

create function private.require_author(op public.offline_sync_queue, person uuid) returns void
language plpgsql stable set search_path = ''
as $$
begin
  if op.user_id <> person then
    raise exception 'forbidden: Only its author tries it again; the office applies it.' using errcode = '42501';
  end if;
end;
$$;
comment on function private.require_author(public.offline_sync_queue, uuid) is 'Raises 42501 for another''s operation.';
revoke execute on function private.require_author(public.offline_sync_queue, uuid) from public;
