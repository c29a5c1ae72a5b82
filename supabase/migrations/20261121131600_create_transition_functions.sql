-- The steps of a visit. What may follow what is data of booking_transitions and refused by its trigger; here each step
-- brings what its state asks for.

-- A phone reports when something happened, which may be long ago without signal and is never later than now.
create function private.step_time(device_time timestamptz) returns timestamptz
language sql stable set search_path = ''
as $$
  select least(coalesce(device_time, now()), now())
$$;
comment on function private.step_time(timestamptz) is 'When a step was taken: by the phone''s clock, at the latest now.';
revoke execute on function private.step_time(timestamptz) from public;

-- Completed early, people are free when they are done and their buffer is over. Late, nothing is lengthened: what comes
-- next was planned already.
create function private.step_row(was public.bookings, payload jsonb) returns public.bookings
language plpgsql stable set search_path = ''
as $$
declare
  b public.bookings := was;
  at constant timestamptz := private.step_time((payload ->> 'device_time')::timestamptz);
  reason constant text := nullif(btrim(payload ->> 'reason'), '');
begin
  b.status := payload ->> 'to';
  b.status_reason := case when b.status in ('paused', 'cancelled', 'no_show') then reason end;
  b.outcome := null;
  b.outcome_reason := null;
  b.actual_end := null;
  case b.status
    when 'on_site' then
      b.actual_start := coalesce(was.actual_start, at);
    when 'completed' then
      b.outcome := coalesce(payload ->> 'outcome', 'done');
      b.outcome_reason := case when b.outcome = 'incomplete' then
        coalesce(nullif(btrim(payload ->> 'outcome_reason'), ''), reason)
      end;
      b.actual_end := greatest(at, was.actual_start);
      if b.actual_end < was.ends_at then
        b.freed_at := least(was.freed_at, b.actual_end + make_interval(mins => was.buffer_after_min));
      end if;
    when 'closed' then
      b.outcome := was.outcome;
      b.outcome_reason := was.outcome_reason;
      b.actual_end := was.actual_end;
    when 'unscheduled' then
      b.starts_at := null;
      b.ends_at := null;
      b.window_starts_at := null;
      b.window_ends_at := null;
      b.confirmed_at := null;
      b.actual_start := null;
      b.freed_at := null;
      b.overlap_reason := null;
      b.overlap_by := null;
    else
      null;
  end case;
  return b;
end;
$$;
comment on function private.step_row(public.bookings, jsonb) is 'The visit''s row after the step of a transition.';
revoke execute on function private.step_row(public.bookings, jsonb) from public;

-- Whether this caller may take this step now, with what he said. Order matters: a step that is none is named as such
-- before anything about it is asked for.
create function private.require_step(was public.bookings, payload jsonb) returns private.booking_transitions
language plpgsql stable set search_path = ''
as $$
declare
  wanted constant text := payload ->> 'to';
  scope constant text := private.permission_scope('update', 'bookings');
  step private.booking_transitions;
begin
  select t.* into step
  from private.booking_transitions as t
  where t.from_status = was.status and t.to_status = wanted;
  if not found then
    perform private.refuse_step(was.status, coalesce(wanted, 'nothing'));
  end if;
  if step.permission <> 'update' then
    perform private.require_permission(step.permission, 'bookings', 'all');
  elsif scope = 'own' and not step.is_field then
    perform private.require_permission('update', 'bookings', 'all');
  end if;
  if step.needs_reason and nullif(btrim(payload ->> 'reason'), '') is null then
    perform private.invalid('reason_required', 'Say why.', 'reason');
  end if;
  if wanted = 'scheduled' then
    perform private.invalid('times_needed', 'A visit is scheduled by giving it a time.', 'starts_at');
  end if;
  if not was.is_assigned and wanted not in ('unscheduled', 'cancelled', 'no_show') then
    perform private.invalid('assignment_needed', 'Nobody is assigned to this visit.', 'assignments');
  end if;
  if wanted = 'completed' and coalesce(payload ->> 'outcome', 'done') = 'incomplete'
    and nullif(btrim(concat(payload ->> 'outcome_reason', payload ->> 'reason')), '') is null then
    perform private.invalid('reason_required', 'Say what is left to do.', 'outcome_reason');
  end if;
  return step;
end;
$$;
comment on function private.require_step(public.bookings, jsonb) is
  'The step of a transition; raises CO409 illegal_step, 42501 or CO422 where it cannot be taken.';
revoke execute on function private.require_step(public.bookings, jsonb) from public;

-- The line of history that carries what only this call knows: the phone's clock, its operation, a reason that is not
-- kept with the visit. The trigger leaves a line alone that is there.
create function private.note_step(was public.bookings, step private.booking_transitions, payload jsonb) returns void
language plpgsql volatile set search_path = ''
as $$
declare
  actor record := private.current_actor();
begin
  insert into public.booking_status_history (
    org_id, booking_id, booking_version, from_status, to_status, reason, skipped, actor_kind, actor_id, device_time, op_id
  )
  values (
    was.org_id, was.id, was.version + 1, step.from_status, step.to_status,
    coalesce(nullif(btrim(payload ->> 'outcome_reason'), ''), nullif(btrim(payload ->> 'reason'), '')),
    step.skipped, actor.kind, actor.id, (payload ->> 'device_time')::timestamptz, (payload ->> 'op_id')::uuid
  );
end;
$$;
comment on function private.note_step(public.bookings, private.booking_transitions, jsonb) is
  'The history of a step that is about to be taken.';
revoke execute on function private.note_step(public.bookings, private.booking_transitions, jsonb) from public;

-- True when the phone's operation was done before: sent again it is answered with the visit as it is now.
create function private.is_done(was public.bookings, payload jsonb) returns boolean
language plpgsql stable set search_path = ''
as $$
declare
  done public.booking_status_history;
begin
  if payload ->> 'op_id' is null then
    return false;
  end if;
  select h.* into done
  from public.booking_status_history as h
  where h.org_id = was.org_id and h.op_id = (payload ->> 'op_id')::uuid;
  if not found then
    return false;
  end if;
  if done.booking_id <> was.id or done.to_status <> payload ->> 'to' then
    perform private.invalid('op_mismatch', 'This operation was another step.', 'op_id');
  end if;
  return true;
end;
$$;
comment on function private.is_done(public.bookings, jsonb) is
  'Whether the operation of a transition was done already; raises CO422 where it was another step.';
revoke execute on function private.is_done(public.bookings, jsonb) from public;

create function public.transition_booking(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  scope constant text := private.require_permission('update', 'bookings');
  answer jsonb;
  was public.bookings;
  step private.booking_transitions;
begin
  answer := private.claim_idempotency('transition_booking', payload, org);
  if answer is not null then
    return answer;
  end if;
  was := private.lock_booking(org, (payload ->> 'id')::uuid);
  if scope = 'own' and was.id not in (select private.own_booking_ids()) then
    raise exception 'not_found: There is no such visit.' using errcode = 'CO404', hint = 'id';
  end if;
  if not private.is_done(was, payload) then
    perform private.require_version(was.version, (payload ->> 'expected_version')::bigint);
    step := private.require_step(was, payload);
    perform private.note_step(was, step, payload);
    perform private.write_steps(org, array[private.step_row(was, payload)]);
  end if;
  return private.remember_answer(org, 200, (select r from private.booking_rows(org, array[was.id]) as r));
end;
$$;
comment on function public.transition_booking(jsonb) is
  '{id, expected_version, to, reason, outcome, outcome_reason, device_time, op_id}: the next state of a visit. '
  'Definer: the state is nobody''s column.';
revoke execute on function public.transition_booking(jsonb) from public, anon;
grant execute on function public.transition_booking(jsonb) to authenticated;

create function private.write_steps(org uuid, steps public.bookings[]) returns void
language sql volatile set search_path = ''
as $$
  update public.bookings as b
  set
    status = s.status, status_reason = s.status_reason, starts_at = s.starts_at, ends_at = s.ends_at,
    window_starts_at = s.window_starts_at, window_ends_at = s.window_ends_at, confirmed_at = s.confirmed_at,
    outcome = s.outcome, outcome_reason = s.outcome_reason, actual_start = s.actual_start,
    actual_end = s.actual_end, freed_at = s.freed_at, overlap_reason = s.overlap_reason, overlap_by = s.overlap_by
  from unnest(steps) as s
  where b.org_id = org and b.id = s.id
$$;
comment on function private.write_steps(uuid, public.bookings[]) is 'Writes visits after their steps, all at once.';
revoke execute on function private.write_steps(uuid, public.bookings[]) from public;

-- Errors of many at once say which one: the place in the list, as the field.
create function private.lock_listed(org uuid, listed jsonb, path text) returns setof public.bookings
language plpgsql volatile set search_path = ''
as $$
declare
  was public.bookings;
  line record;
begin
  if jsonb_typeof(listed) is distinct from 'array' or jsonb_array_length(listed) not between 1 and 200 then
    perform private.invalid('invalid', 'Name 1 to 200 visits.', path);
  end if;
  if (select count(distinct e ->> 'id') < count(*) from jsonb_array_elements(listed) as e) then
    perform private.invalid('invalid', 'Name each visit once.', path);
  end if;
  -- In id order, as everybody locks, whatever the order of the list.
  perform from public.bookings as b
  where b.org_id = org and b.id in (select (e ->> 'id')::uuid from jsonb_array_elements(listed) as e)
  order by b.id
  for no key update;
  for line in select e.value, e.position - 1 as place from jsonb_array_elements(listed) with ordinality as e (value, position) loop
    select b.* into was from public.bookings as b where b.org_id = org and b.id = (line.value ->> 'id')::uuid;
    if not found then
      raise exception 'not_found: There is no such visit.' using errcode = 'CO404', hint = path || '.' || line.place;
    end if;
    if (line.value ->> 'version')::bigint <> was.version then
      raise exception 'stale: % was changed in the meantime.', was.number
        using errcode = 'CO412', hint = path || '.' || line.place;
    end if;
    return next was;
  end loop;
end;
$$;
comment on function private.lock_listed(uuid, jsonb, text) is
  'Locks the visits of [{id, version}] and answers them in that order; raises CO404 or CO412 naming the place.';
revoke execute on function private.lock_listed(uuid, jsonb, text) from public;

create function public.cancel_bookings(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  step constant jsonb := jsonb_build_object('to', 'cancelled', 'reason', payload ->> 'reason');
  answer jsonb;
  visits public.bookings[];
begin
  perform private.require_permission('update', 'bookings', 'all');
  answer := private.claim_idempotency('cancel_bookings', payload, org);
  if answer is not null then
    return answer;
  end if;
  visits := array(select b from private.lock_listed(org, payload -> 'bookings', 'bookings') as b);
  perform private.require_step(b, step) from unnest(visits) as b;
  perform private.write_steps(org, array(select private.step_row(b, step) from unnest(visits) as b));
  return private.remember_answer(org, 200, (
    select jsonb_agg(r) from private.booking_rows(org, array(select b.id from unnest(visits) as b)) as r
  ));
end;
$$;
comment on function public.cancel_bookings(jsonb) is
  '{bookings: [{id, version}], reason}: cancels all of them or none. Definer: the state is nobody''s column.';
revoke execute on function public.cancel_bookings(jsonb) from public, anon;
grant execute on function public.cancel_bookings(jsonb) to authenticated;
