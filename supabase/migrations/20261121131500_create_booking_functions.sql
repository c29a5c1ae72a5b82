-- Planning visits: making them, moving them, giving them to others, taking their time away. plan_booking works out the
-- row that is wanted, require_free asks under the locks whether its people are free, so that one visit, many at once and
-- a mere question are decided by the same lines.

-- The locks must be held. People who were there already and only for as long meet nothing new, so a visit that somebody
-- was put on top of may still get a helper. A reason makes an overlap deliberate where there is one; without one it is a
-- conflict.
create function private.require_free(
  org uuid, was public.bookings, planned public.bookings, moving uuid[], reason text, field text
) returns public.bookings
language plpgsql volatile set search_path = ''
as $$
declare
  b public.bookings := planned;
  span constant tstzrange := private.period_of(planned);
  is_within constant boolean := coalesce(span <@ private.period_of(was), false);
  people uuid[] := private.resource_ids(planned.assigned);
  conflicts jsonb;
begin
  if not is_within then
    b.overlap_reason := null;
    b.overlap_by := null;
  else
    people := array(select p from unnest(people) as p where p <> all (private.resource_ids(was.assigned)));
  end if;
  if span is null or people = '{}' then
    return b;
  end if;
  conflicts := private.conflict_list(org, people, span, moving);
  if conflicts = '[]' then
    return b;
  end if;
  if reason is null then
    perform private.refuse_double_booking(conflicts, field);
  end if;
  perform private.require_permission('manage', 'bookings', 'all');
  b.overlap_reason := reason;
  b.overlap_by := private.current_user_id();
  return b;
end;
$$;
comment on function private.require_free(uuid, public.bookings, public.bookings, uuid[], text, text) is
  'The planned visit, marked as deliberate overlap where a reason is given; raises CO409 double_booking else.';
revoke execute on function private.require_free(uuid, public.bookings, public.bookings, uuid[], text, text)
  from public;

create function private.require_planner(changes jsonb) returns void
language plpgsql stable set search_path = ''
as $$
begin
  perform private.require_permission('update', 'bookings', 'all');
  if changes ? 'assignments' then
    perform private.require_permission('assign', 'bookings', 'all');
  end if;
end;
$$;
comment on function private.require_planner(jsonb) is 'Raises 42501 for who may not plan, or not choose who goes.';
revoke execute on function private.require_planner(jsonb) from public;

create function public.create_booking(payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  answer jsonb;
  made uuid;
begin
  perform private.require_permission('create', 'bookings', 'all');
  if coalesce(payload -> 'assignments', 'null') not in ('null', '[]') then
    perform private.require_permission('assign', 'bookings', 'all');
  end if;
  answer := private.claim_idempotency('create_booking', payload, org);
  if answer is not null then
    return answer;
  end if;
  made := private.insert_booking(org, payload);
  return private.remember_answer(org, 201, (select r from private.booking_rows(org, array[made]) as r));
end;
$$;
comment on function public.create_booking(jsonb) is
  'A visit of {job_id, starts_at?, ends_at?, assignments?, arrival_window?, hold_id?, overlap_reason?, …}; without times '
  'it is unscheduled. Definer: visits and what they occupy are nobody''s tables.';
revoke execute on function public.create_booking(jsonb) from public, anon;
grant execute on function public.create_booking(jsonb) to authenticated;

create function private.insert_booking(org uuid, payload jsonb) returns uuid
language plpgsql volatile set search_path = ''
as $$
declare
  job constant public.jobs := private.require_open_job(org, (payload ->> 'job_id')::uuid);
  blank public.bookings;
  b public.bookings;
begin
  select s.buffer_before_min, s.buffer_after_min
  into blank.buffer_before_min, blank.buffer_after_min
  from public.service_types as s
  where s.org_id = org and s.id = job.service_type_id;
  blank.org_id := org;
  blank.id := private.uuid_v7();
  blank.job_id := job.id;
  blank.status := 'unscheduled';
  blank.is_flexible_day := false;
  blank.buffer_before_min := coalesce(blank.buffer_before_min, 0);
  blank.buffer_after_min := coalesce(blank.buffer_after_min, 0);
  blank.assigned := '[]';
  perform from public.bookings as p where p.org_id = org and p.id = (payload ->> 'parent_booking_id')::uuid;
  if payload ->> 'parent_booking_id' is not null and not found then
    perform private.invalid('booking_not_found', 'There is no such visit.', 'parent_booking_id');
  end if;
  b := private.plan_booking(org, blank, payload);
  perform private.lock_resources(org, private.resource_ids(b.assigned));
  perform private.take_over_hold(org, (payload ->> 'hold_id')::uuid);
  b := private.require_free(
    org, blank, b, '{}', nullif(btrim(payload ->> 'overlap_reason'), ''), 'assignments'
  );
  insert into public.bookings (
    org_id, id, number, job_id, status, starts_at, ends_at, window_starts_at, window_ends_at, promised_starts_at,
    promised_ends_at, is_flexible_day, flexible_on, buffer_before_min, buffer_after_min, assigned, overlap_reason,
    overlap_by, parent_booking_id, instructions
  )
  values (
    org, b.id, private.take_number(org, 'booking'), b.job_id, b.status, b.starts_at, b.ends_at, b.window_starts_at,
    b.window_ends_at, b.promised_starts_at, b.promised_ends_at, b.is_flexible_day, b.flexible_on,
    b.buffer_before_min, b.buffer_after_min, b.assigned, b.overlap_reason, b.overlap_by,
    (payload ->> 'parent_booking_id')::uuid, b.instructions
  );
  return b.id;
end;
$$;
comment on function private.insert_booking(uuid, jsonb) is
  'A new visit from its fields, placed; answers its id. The caller has been asked for his right.';
revoke execute on function private.insert_booking(uuid, jsonb) from public;

-- One statement for all of them: what they occupy is taken away together before any of it is placed anew.
create function private.write_plans(org uuid, plans public.bookings[]) returns void
language sql volatile set search_path = ''
as $$
  update public.bookings as b
  set
    status = p.status, starts_at = p.starts_at, ends_at = p.ends_at, window_starts_at = p.window_starts_at,
    window_ends_at = p.window_ends_at, promised_starts_at = p.promised_starts_at,
    promised_ends_at = p.promised_ends_at, is_flexible_day = p.is_flexible_day, flexible_on = p.flexible_on,
    confirmed_at = p.confirmed_at, buffer_before_min = p.buffer_before_min, buffer_after_min = p.buffer_after_min,
    freed_at = p.freed_at, assigned = p.assigned, overlap_reason = p.overlap_reason, overlap_by = p.overlap_by,
    instructions = p.instructions
  from unnest(plans) as p
  where b.org_id = org and b.id = p.id
$$;
comment on function private.write_plans(uuid, public.bookings[]) is 'Writes visits as they were planned, all at once.';
revoke execute on function private.write_plans(uuid, public.bookings[]) from public;

create function public.update_booking(id uuid, expected_version bigint, changes jsonb) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  org constant uuid := private.require_org();
  was public.bookings;
  b public.bookings;
begin
  perform private.require_planner(changes);
  was := private.lock_booking(org, update_booking.id);
  perform private.require_version(was.version, expected_version);
  b := private.plan_booking(org, was, changes);
  perform private.lock_resources(org, private.resource_ids(was.assigned) || private.resource_ids(b.assigned));
  perform private.take_over_hold(org, (changes ->> 'hold_id')::uuid);
  b := private.require_free(
    org, was, b, array[was.id], nullif(btrim(changes ->> 'overlap_reason'), ''), 'assignments'
  );
  perform private.write_plans(org, array[b]);
  return jsonb_build_object('status', 200, 'data', (select r from private.booking_rows(org, array[b.id]) as r));
end;
$$;
comment on function public.update_booking(uuid, bigint, jsonb) is
  'Moves, reassigns, unschedules (starts_at null) a visit or changes what it says. '
  'Definer: visits and what they occupy are nobody''s tables.';
revoke execute on function public.update_booking(uuid, bigint, jsonb) from public, anon;
grant execute on function public.update_booking(uuid, bigint, jsonb) to authenticated;
