-- What each kind of operation does. A rule works on a line of the journal, for its author; when the office applies what
-- was parked, it is still the author's work and the office only lets it in. Every rule answers
-- {result: applied | merged | conflict | rejected, code?, detail?, office?} or raises, which undoes it.

-- As the phone trims what was typed: the white space of ECMAScript. A report in which one side kept a space would not be
-- the one that was signed.
create function private.trimmed(value text) returns text
language plpgsql immutable set search_path = ''
as $$
begin
  return nullif(btrim(
    value,
    U&'\0009\000A\000B\000C\000D\0020\00A0\1680\2000\2001\2002\2003\2004\2005\2006\2007\2008\2009\200A\2028\2029\202F\205F\3000\FEFF'
  ), '');
end;
$$;
comment on function private.trimmed(text) is 'Text without white space around it, null where nothing else is left.';
revoke execute on function private.trimmed(text) from public;

-- Below a minute the difference of two clocks is the time a request takes; above, the phone's clock is wrong, and hours
-- are paid by it.
create function private.phone_time(op public.offline_sync_queue) returns timestamptz
language plpgsql stable set search_path = ''
as $$
begin
  return least(
    op.device_time - case when abs(op.clock_offset_ms) >= 60000
      then make_interval(secs => op.clock_offset_ms / 1000.0) else interval '0' end,
    now()
  );
end;
$$;
comment on function private.phone_time(public.offline_sync_queue) is
  'When an operation was made, by our clock; never later than now.';
revoke execute on function private.phone_time(public.offline_sync_queue) from public;

-- Own: sent there, as far back as own visits reach. The same words for a visit of somebody else and for one that never
-- was, or the difference would tell.
create function private.operation_booking(org uuid, op public.offline_sync_queue, is_office boolean, booking uuid)
returns public.bookings
language plpgsql volatile set search_path = '' set plan_cache_mode = force_generic_plan
as $$
declare
  locked public.bookings;
begin
  select b.* into locked from public.bookings as b where b.org_id = org and b.id = booking for no key update;
  if found and not is_office then
    perform
    from public.booking_assignments as a
    join public.bookable_resources as r
      on r.org_id = org and r.id = a.resource_id and r.user_id = op.user_id and r.deleted_at is null
    where a.org_id = org
      and a.booking_id = booking
      and coalesce(locked.ends_at, locked.created_at)
        > now() - make_interval(days => (private.setting(org, 'scheduling', 'own_reach_days'))::integer);
  end if;
  if not found then
    raise exception 'not_found: There is no such visit.' using errcode = 'CO404', hint = 'id';
  end if;
  return locked;
end;
$$;
comment on function private.operation_booking(uuid, public.offline_sync_queue, boolean, uuid) is
  'Locks the visit of an operation; raises CO404 unless it is its author''s, or the office is deciding.';
revoke execute on function private.operation_booking(uuid, public.offline_sync_queue, boolean, uuid) from public;

-- A checklist is the job's: of the author's visits of that job the one nearest to when he answered.
create function private.own_visit_of_job(org uuid, op public.offline_sync_queue, job uuid) returns uuid
language plpgsql stable set search_path = '' set plan_cache_mode = force_generic_plan
as $$
begin
  return (
    select b.id
    from public.bookings as b
    where b.org_id = org
      and b.job_id = job
      and exists (
        select
        from public.booking_assignments as a
        join public.bookable_resources as r on r.org_id = org and r.id = a.resource_id
        where a.org_id = org and a.booking_id = b.id and r.user_id = op.user_id and r.deleted_at is null
      )
    order by abs(extract(epoch from b.starts_at - op.device_time)), b.id
    limit 1
  );
end;
$$;
comment on function private.own_visit_of_job(uuid, public.offline_sync_queue, uuid) is
  'The author''s visit of a job; null where he has none.';
revoke execute on function private.own_visit_of_job(uuid, public.offline_sync_queue, uuid) from public;

-- Which visit a line of the journal is about; of no visit of this organization null. Says nothing about whose it is.
create function private.operation_target(org uuid, op public.offline_sync_queue) returns uuid
language plpgsql stable set search_path = '' set plan_cache_mode = force_generic_plan
as $$
declare
  named uuid;
begin
  named := case
    when op.entity = 'booking' then op.entity_id
    when op.payload ->> 'booking_id' ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then (op.payload ->> 'booking_id')::uuid
    when op.entity = 'photo' then
      (select p.booking_id from public.field_photos as p where p.org_id = org and p.id = op.entity_id)
    when op.entity = 'time_entry' then
      (select t.booking_id from public.time_entries as t where t.org_id = org and t.id = op.entity_id)
    when op.entity = 'checklist' then (
      select private.own_visit_of_job(org, op, k.job_id)
      from public.job_checklists as k
      where k.org_id = org and k.id = op.entity_id
    )
    when op.entity = 'operation' then (
      select q.booking_id
      from public.offline_sync_queue as q
      where q.org_id = org and q.user_id = op.user_id and q.op_id = op.entity_id
    )
  end;
  return (select b.id from public.bookings as b where b.org_id = org and b.id = named);
end;
$$;
comment on function private.operation_target(uuid, public.offline_sync_queue) is 'The visit an operation is about.';
revoke execute on function private.operation_target(uuid, public.offline_sync_queue) from public;

create function private.add_event(org uuid, type text, entity text, entity_id uuid, booking uuid) returns void
language plpgsql volatile set search_path = ''
as $$
begin
  insert into private.outbox (org_id, type, entity, entity_id, data)
  values (org, type, entity, entity_id, jsonb_build_object('id', entity_id, 'booking_id', booking));
end;
$$;
comment on function private.add_event(uuid, text, text, uuid, uuid) is 'An event about a visit that is no change of its row.';
revoke execute on function private.add_event(uuid, text, text, uuid, uuid) from public;

-- The state machine decides. Already there is done: two phones, or a phone and the office, may report the same.
create function private.do_transition(org uuid, op public.offline_sync_queue, is_office boolean) returns jsonb
language plpgsql volatile set search_path = ''
as $$
declare
  was public.bookings := private.operation_booking(org, op, is_office, op.entity_id);
  wanted constant text := op.payload ->> 'to';
  follow_up constant jsonb := op.payload -> 'follow_up';
  payload constant jsonb := op.payload
    || jsonb_build_object('id', op.entity_id, 'op_id', op.op_id, 'device_time', private.phone_time(op));
  step private.booking_transitions;
begin
  perform private.require_permission('update', 'bookings');
  if was.status = wanted
    and (wanted <> 'completed' or was.outcome = coalesce(op.payload ->> 'outcome', 'done')) then
    return '{"result": "applied"}';
  end if;
  if private.is_done(was, payload) then
    return '{"result": "applied"}';
  end if;
  step := private.require_step(was, payload);
  perform private.note_step(was, step, payload);
  perform private.write_steps(org, array[private.step_row(was, payload)]);
  -- The visit that finishes the work waits to be planned, at the job it belongs to.
  if wanted = 'completed' and op.payload ->> 'outcome' = 'incomplete' and jsonb_typeof(follow_up) = 'object' then
    perform private.insert_booking(org, jsonb_build_object(
      'job_id', was.job_id, 'parent_booking_id', was.id,
      'instructions', nullif(btrim(concat_ws(
        ' · ', follow_up ->> 'reason', (follow_up ->> 'duration_min') || ' min'
      )), '')
    ));
  end if;
  -- What was refused before because something was missing is settled by this.
  update public.offline_sync_queue as q
  set state = 'decided', decision = 'keep_mine', decided_at = now(), decided_by = op.user_id
  where q.org_id = org and q.booking_id = was.id and q.user_id = op.user_id and q.op_id <> op.op_id
    and q.kind = 'booking.transition' and q.code = 'incomplete' and q.state in ('parked', 'with_office');
  return '{"result": "applied"}';
end;
$$;
comment on function private.do_transition(uuid, public.offline_sync_queue, boolean) is 'booking.transition.';
revoke execute on function private.do_transition(uuid, public.offline_sync_queue, boolean) from public;

create function private.do_seen(org uuid, op public.offline_sync_queue, is_office boolean) returns jsonb
language plpgsql volatile set search_path = ''
as $$
declare
  seen constant public.bookings := private.operation_booking(org, op, is_office, op.entity_id);
begin
  update public.booking_assignments as a
  set seen_at = private.phone_time(op)
  from public.bookable_resources as r
  where a.org_id = org and a.booking_id = seen.id and a.seen_at is null
    and r.org_id = org and r.id = a.resource_id and r.user_id = op.user_id;
  if found then
    perform private.add_event(org, 'booking.seen', 'booking', seen.id, seen.id);
  end if;
  return '{"result": "applied"}';
end;
$$;
comment on function private.do_seen(uuid, public.offline_sync_queue, boolean) is 'booking.seen.';
revoke execute on function private.do_seen(uuid, public.offline_sync_queue, boolean) from public;

-- Raises CO422 for what is no answer to the question.
create function private.check_answer(item jsonb, value jsonb) returns void
language plpgsql immutable set search_path = ''
as $$
declare
  kind constant text := jsonb_typeof(value);
begin
  if item is null then
    perform private.invalid('unknown_question', 'This checklist has no such question.', 'key');
  end if;
  if kind is null or kind = 'null' then
    return;
  end if;
  if not (case item ->> 'kind'
    when 'yes_no' then kind = 'boolean'
    when 'number' then kind = 'number'
      and (value #>> '{}')::numeric between coalesce((item ->> 'min')::numeric, '-Infinity')
        and coalesce((item ->> 'max')::numeric, 'Infinity')
      and ((value #>> '{}')::numeric = 0 or abs((value #>> '{}')::numeric) >= 0.000001)
      and abs((value #>> '{}')::numeric) < 1000000000000000
    when 'text' then kind = 'string' and length(value #>> '{}') <= 5000
    when 'choice' then kind = 'string' and item -> 'options' @> value
    else false
  end) then
    perform private.invalid('invalid', 'This is no answer to the question.', 'value');
  end if;
end;
$$;
comment on function private.check_answer(jsonb, jsonb) is 'Raises CO422 for what is no answer to a question.';
revoke execute on function private.check_answer(jsonb, jsonb) from public;

-- The answers after one more, and whether it met another. Who answered over what he had read replaces it; who had not
-- read the other one meets it, the later by the clock stands and the earlier is kept in "was". A number is written by
-- its shortest digits, as a phone writes it.
create function private.merge_answer(
  checklist public.job_checklists, key text, given jsonb, person uuid, base bigint
) returns jsonb
language plpgsql stable set search_path = ''
as $$
declare
  old constant jsonb := checklist.answers -> key;
  fresh jsonb := jsonb_strip_nulls(jsonb_build_object('note', private.trimmed(given ->> 'note'))) || jsonb_build_object(
    'value', case jsonb_typeof(given -> 'value')
      when 'number' then to_jsonb(trim_scale(((given ->> 'value')::double precision)::text::numeric))
      else coalesce(given -> 'value', 'null') end,
    'at', given -> 'at', 'by', person, 'version', checklist.version + 1
  );
  loser jsonb;
begin
  if old is null then
    return jsonb_build_object('answer', fresh, 'result', 'applied');
  end if;
  if old -> 'value' = fresh -> 'value' and old ->> 'note' is not distinct from fresh ->> 'note' then
    return '{"result": "applied"}';
  end if;
  if base >= (old ->> 'version')::bigint
    or (old ->> 'by')::uuid = person and (old ->> 'at')::timestamptz <= (fresh ->> 'at')::timestamptz then
    return jsonb_build_object(
      'answer', fresh || case when old ? 'was' then jsonb_build_object('was', old -> 'was') else '{}' end,
      'result', 'applied'
    );
  end if;
  if (old ->> 'at')::timestamptz > (fresh ->> 'at')::timestamptz then
    loser := fresh;
    fresh := old || jsonb_build_object('version', checklist.version + 1);
  else
    loser := old;
  end if;
  return jsonb_build_object('result', 'merged', 'answer', fresh || jsonb_build_object('was', (
    select jsonb_agg(w.value order by w.place)
    from (
      select e.value, e.place
      from jsonb_array_elements(coalesce(old -> 'was', '[]') || jsonb_build_array(loser - array['was', 'version']))
        with ordinality as e (value, place)
      order by e.place desc
      limit 20
    ) as w
  )));
end;
$$;
comment on function private.merge_answer(public.job_checklists, text, jsonb, uuid, bigint) is
  '{result, answer}: what stands for a question after {value, note, at} of a person who had read version base.';
revoke execute on function private.merge_answer(public.job_checklists, text, jsonb, uuid, bigint) from public;

create function private.write_answers(checklist public.job_checklists, answers jsonb) returns void
language plpgsql volatile set search_path = ''
as $$
declare
  photo_keys constant text[] := array(
    select p.item_key
    from public.field_photos as p
    where p.org_id = checklist.org_id and p.checklist_id = checklist.id and p.item_key is not null
      and p.deleted_at is null
  );
begin
  update public.job_checklists as k
  set answers = write_answers.answers,
    completed_at = case
      when private.checklist_missing(k.items, write_answers.answers, photo_keys) = '{}' then coalesce(k.completed_at, now())
    end
  where k.org_id = checklist.org_id and k.id = checklist.id;
end;
$$;
comment on function private.write_answers(public.job_checklists, jsonb) is 'Keeps the answers of a checklist.';
revoke execute on function private.write_answers(public.job_checklists, jsonb) from public;

create function private.do_answer(org uuid, op public.offline_sync_queue, is_office boolean) returns jsonb
language plpgsql volatile set search_path = ''
as $$
declare
  checklist public.job_checklists;
  key constant text := op.payload ->> 'key';
  merged jsonb;
begin
  perform private.require_permission('update', 'bookings');
  select k.* into checklist from public.job_checklists as k where k.org_id = org and k.id = op.entity_id;
  if not found then
    raise exception 'not_found: There is no such checklist.' using errcode = 'CO404', hint = 'id';
  end if;
  perform private.operation_booking(org, op, is_office, op.booking_id);
  select k.* into checklist from public.job_checklists as k where k.org_id = org and k.id = op.entity_id for no key update;
  perform private.check_answer(
    (select i.value from jsonb_array_elements(checklist.items) as i where i.value ->> 'key' = key),
    op.payload -> 'value'
  );
  if length(op.payload ->> 'note') > 1000 then
    perform private.invalid('too_long', 'A note has 1000 characters at most.', 'note');
  end if;
  merged := private.merge_answer(
    checklist, key, op.payload || jsonb_build_object('at', private.phone_time(op)), op.user_id,
    coalesce(op.base_version, 0)
  );
  if merged ? 'answer' then
    perform private.write_answers(checklist, checklist.answers || jsonb_build_object(key, merged -> 'answer'));
  end if;
  return merged - 'answer';
end;
$$;
comment on function private.do_answer(uuid, public.offline_sync_queue, boolean) is 'checklist.answer.';
revoke execute on function private.do_answer(uuid, public.offline_sync_queue, boolean) from public;

create function private.do_note(org uuid, op public.offline_sync_queue, is_office boolean) returns jsonb
language plpgsql volatile set search_path = ''
as $$
declare
  about constant public.bookings := private.operation_booking(org, op, is_office, op.booking_id);
begin
  perform from public.activities as n where n.org_id = org and n.id = op.entity_id and n.booking_id = about.id;
  if not found then
    insert into public.activities (org_id, id, kind, body, booking_id, created_by, is_for_customer)
    values (
      org, op.entity_id, 'note', private.trimmed(op.payload ->> 'body'), about.id, op.user_id,
      coalesce((op.payload ->> 'is_for_customer')::boolean, false)
    );
    perform private.add_event(org, 'activity.created', 'activity', op.entity_id, about.id);
  end if;
  return '{"result": "applied"}';
end;
$$;
comment on function private.do_note(uuid, public.offline_sync_queue, boolean) is 'note.add.';
revoke execute on function private.do_note(uuid, public.offline_sync_queue, boolean) from public;
