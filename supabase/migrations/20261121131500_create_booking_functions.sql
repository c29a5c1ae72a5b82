-- Planning visits: making them, moving them, giving them to others, taking their time away. One function works out the
-- row that is wanted (plan_booking), one takes the locks and asks whether its people are free (require_free), so that
-- one visit, many at once and a mere question are decided by the same lines.

create function private.lock_booking(org uuid, booking uuid) returns public.bookings
language plpgsql volatile set search_path = ''
as $$
declare
  locked public.bookings;
begin
  select b.* into locked from public.bookings as b where b.org_id = org and b.id = booking for no key update;
  if not found then
    raise exception 'not_found: There is no such visit.' using errcode = 'CO404', hint = 'id';
  end if;
  return locked;
end;
$$;
comment on function private.lock_booking(uuid, uuid) is 'Locks a visit; raises CO404.';
revoke execute on function private.lock_booking(uuid, uuid) from public;

-- A job that is over or called off gets no visit; one that waits may be planned ahead.
create function private.require_open_job(org uuid, job uuid) returns public.jobs
language plpgsql stable set search_path = ''
as $$
declare
  found_job public.jobs;
begin
  select j.* into found_job from public.jobs as j where j.org_id = org and j.id = job and j.deleted_at is null;
  if not found then
    perform private.invalid('job_not_found', 'There is no such job.', 'job_id');
  end if;
  if found_job.status in ('cancelled', 'invoiced') then
    raise exception 'job_closed: A job that is % gets no further visit.', found_job.status
      using errcode = 'CO409', hint = 'job_id';
  end if;
  return found_job;
end;
$$;
comment on function private.require_open_job(uuid, uuid) is 'The job; raises CO422 or CO409 where nothing is planned.';
revoke execute on function private.require_open_job(uuid, uuid) from public;

create function private.default_duration(org uuid, job public.jobs) returns interval
language plpgsql stable set search_path = ''
as $$
begin
  return (
    select make_interval(mins => coalesce(
      (job).duration_min,
      (select s.duration_min from public.service_types as s where s.org_id = org and s.id = (job).service_type_id),
      60
    ))
  );
end;
$$;
comment on function private.default_duration(uuid, public.jobs) is
  'What a visit takes: the job''s word, else its service type''s, else an hour.';
revoke execute on function private.default_duration(uuid, public.jobs) from public;

-- Times: both, or a beginning and the usual length. What was told the customer moves along with the beginning unless
-- something else is said; what was told him first stays.
create function private.plan_times(org uuid, was public.bookings, changes jsonb) returns public.bookings
language plpgsql stable set search_path = ''
as $$
declare
  b public.bookings := was;
  length constant interval := was.ends_at - was.starts_at;
begin
  if changes ? 'starts_at' then
    b.starts_at := (changes ->> 'starts_at')::timestamptz;
    b.ends_at := case when b.starts_at is not null then coalesce(
      (changes ->> 'ends_at')::timestamptz,
      b.starts_at + coalesce(
        length,
        (select private.default_duration(org, j) from public.jobs as j where j.org_id = org and j.id = was.job_id)
      )
    ) end;
  elsif changes ? 'ends_at' then
    b.ends_at := (changes ->> 'ends_at')::timestamptz;
  end if;
  if b.ends_at <= b.starts_at or (b.starts_at is null) <> (b.ends_at is null) then
    perform private.invalid('invalid', 'A visit ends after it begins.', 'ends_at');
  end if;
  if changes ? 'arrival_window' then
    b.window_starts_at := (changes -> 'arrival_window' ->> 'starts_at')::timestamptz;
    b.window_ends_at := (changes -> 'arrival_window' ->> 'ends_at')::timestamptz;
  elsif b.starts_at is null then
    b.window_starts_at := null;
    b.window_ends_at := null;
  elsif b.starts_at <> was.starts_at then
    b.window_starts_at := was.window_starts_at + (b.starts_at - was.starts_at);
    b.window_ends_at := was.window_ends_at + (b.starts_at - was.starts_at);
  end if;
  b.promised_ends_at := case when b.promised_starts_at is null then b.window_ends_at else b.promised_ends_at end;
  b.promised_starts_at := coalesce(b.promised_starts_at, b.window_starts_at);
  if (b.starts_at, b.ends_at) is distinct from (was.starts_at, was.ends_at) then
    b.freed_at := null;
    b.confirmed_at := null;
  end if;
  return b;
end;
$$;
comment on function private.plan_times(uuid, public.bookings, jsonb) is 'The visit with the times of changes.';
revoke execute on function private.plan_times(uuid, public.bookings, jsonb) from public;

-- A visit promised for a day moves its promise along when it is put on another one.
create function private.plan_day(org uuid, was public.bookings, planned public.bookings, changes jsonb)
returns public.bookings
language plpgsql stable set search_path = ''
as $$
declare
  b public.bookings := planned;
  day constant date := private.visit_day(org, b.job_id, b.starts_at);
begin
  if changes ? 'flexible_on' then
    b.flexible_on := (changes ->> 'flexible_on')::date;
    b.is_flexible_day := b.flexible_on is not null;
  end if;
  if changes ? 'is_flexible_day' then
    b.is_flexible_day := coalesce((changes ->> 'is_flexible_day')::boolean, false);
    b.flexible_on := case when b.is_flexible_day then coalesce(b.flexible_on, day) end;
  end if;
  if b.is_flexible_day and b.flexible_on is null then
    perform private.invalid('invalid', 'Name the day that was promised.', 'flexible_on');
  end if;
  if b.is_flexible_day and day <> b.flexible_on then
    if changes ? 'flexible_on' then
      perform private.invalid('invalid', 'The visit is not on the day that was promised.', 'flexible_on');
    end if;
    b.flexible_on := day;
  end if;
  return b;
end;
$$;
comment on function private.plan_day(uuid, public.bookings, public.bookings, jsonb) is
  'The visit with the flexible day of changes.';
revoke execute on function private.plan_day(uuid, public.bookings, public.bookings, jsonb) from public;

-- Who goes. On another day a crew is other people; a crew that has nobody that day goes as it was planned. Who was
-- there already keeps his role.
create function private.plan_people(org uuid, was public.bookings, planned public.bookings, changes jsonb)
returns jsonb
language plpgsql stable set search_path = ''
as $$
declare
  day constant date := coalesce(
    private.visit_day(org, planned.job_id, planned.starts_at), planned.flexible_on,
    private.visit_day(org, planned.job_id, now())
  );
  wanted jsonb;
begin
  if changes ? 'assignments' then
    return private.resolve_assignments(org, coalesce(nullif(changes -> 'assignments', 'null'), '[]'), day);
  end if;
  if planned.starts_at is null or planned.starts_at is not distinct from was.starts_at then
    return was.assigned;
  end if;
  if day is distinct from private.visit_day(org, was.job_id, was.starts_at)
    and jsonb_path_exists(was.assigned, '$[*] ? (@.crew_id != null)') then
    select jsonb_agg(line)
    into wanted
    from (
      select distinct jsonb_build_object('crew_id', w.crew_id) as line
      from jsonb_to_recordset(was.assigned) as w (crew_id uuid)
      join public.crews as c on c.org_id = org and c.id = w.crew_id and c.is_active and c.deleted_at is null
      where exists (select from private.crew_on(org, w.crew_id, day))
      union all
      select jsonb_build_object('resource_id', w.resource_id, 'role', w.role)
      from jsonb_to_recordset(was.assigned) as w (resource_id uuid, crew_id uuid, role text)
      left join public.crews as c on c.org_id = org and c.id = w.crew_id and c.is_active and c.deleted_at is null
      where w.crew_id is null or c.id is null or not exists (select from private.crew_on(org, w.crew_id, day))
    ) as lines;
    return private.resolve_assignments(org, wanted, day);
  end if;
  -- Moved, so they are sent anew: nobody is sent who is not in use any more.
  perform private.check_named_resources(org, (
    select coalesce(jsonb_agg(jsonb_build_object('resource_id', w.resource_id)), '[]')
    from jsonb_to_recordset(was.assigned) as w (resource_id uuid)
  ));
  return was.assigned;
end;
$$;
comment on function private.plan_people(uuid, public.bookings, public.bookings, jsonb) is
  'bookings.assigned after the changes; raises CO422 for whom one cannot send.';
revoke execute on function private.plan_people(uuid, public.bookings, public.bookings, jsonb) from public;

-- What may still be planned in which state: everything until somebody is on the way; then the end and the helpers.
create function private.require_plannable(was public.bookings, changes jsonb) returns void
language plpgsql stable set search_path = ''
as $$
begin
  if was.status in ('unscheduled', 'scheduled', 'dispatched') then
    return;
  end if;
  if was.status in ('en_route', 'on_site', 'paused')
    and (not changes ? 'starts_at' or (changes ->> 'starts_at')::timestamptz is not distinct from was.starts_at)
    and not changes ?| array['is_flexible_day', 'flexible_on'] then
    return;
  end if;
  if not changes ?| array[
    'starts_at', 'ends_at', 'arrival_window', 'assignments', 'buffer_before_min', 'buffer_after_min',
    'is_flexible_day', 'flexible_on', 'overlap_reason'
  ] then
    return;
  end if;
  raise exception 'not_movable: A visit that is % is not planned any more.', was.status
    using errcode = 'CO409', hint = 'status';
end;
$$;
comment on function private.require_plannable(public.bookings, jsonb) is
  'Raises CO409 where the state of a visit does not allow the changes.';
revoke execute on function private.require_plannable(public.bookings, jsonb) from public;

create function private.plan_booking(org uuid, was public.bookings, changes jsonb) returns public.bookings
language plpgsql stable set search_path = ''
as $$
declare
  b public.bookings;
begin
  perform private.require_plannable(was, changes);
  b := private.plan_times(org, was, changes);
  b := private.plan_day(org, was, b, changes);
  b.instructions := case when changes ? 'instructions' then changes ->> 'instructions' else b.instructions end;
  b.buffer_before_min := coalesce((changes ->> 'buffer_before_min')::integer, b.buffer_before_min);
  b.buffer_after_min := coalesce((changes ->> 'buffer_after_min')::integer, b.buffer_after_min);
  if (b.buffer_before_min, b.buffer_after_min) <> (was.buffer_before_min, was.buffer_after_min) then
    b.freed_at := null;
  end if;
  b.assigned := private.plan_people(org, was, b, changes);
  if changes ? 'confirmed' then
    b.confirmed_at := case when (changes ->> 'confirmed')::boolean then now() end;
  end if;
  if b.starts_at is not null and b.status = 'unscheduled' then
    b.status := 'scheduled';
  elsif changes ? 'starts_at' and b.starts_at is null then
    b.status := 'unscheduled';
  end if;
  if b.assigned = '[]' and b.status not in ('unscheduled', 'scheduled') then
    perform private.invalid('assignment_needed', 'Somebody has to go to a visit that is under way.', 'assignments');
  end if;
  return b;
end;
$$;
comment on function private.plan_booking(uuid, public.bookings, jsonb) is
  'The row a visit would have after the changes of a PATCH; nothing is written and nobody asked whether they are free.';
revoke execute on function private.plan_booking(uuid, public.bookings, jsonb) from public;

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
