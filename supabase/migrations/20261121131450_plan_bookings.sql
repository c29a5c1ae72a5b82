-- The row a visit would have after somebody's changes: times, day, people. Nothing here is written, and nobody has been
-- asked whether they are free.

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
  if b.ends_at > b.starts_at + interval '31 days' then
    perform private.invalid('too_long', 'A visit lasts a month at most.', 'ends_at');
  end if;
  if changes ? 'arrival_window' then
    b.window_starts_at := (changes -> 'arrival_window' ->> 'starts_at')::timestamptz;
    b.window_ends_at := (changes -> 'arrival_window' ->> 'ends_at')::timestamptz;
    if (b.window_starts_at is null) <> (b.window_ends_at is null) or b.window_ends_at <= b.window_starts_at then
      perform private.invalid('invalid', 'The window ends after it begins.', 'arrival_window');
    end if;
    if b.window_starts_at is not null and b.starts_at is null then
      perform private.invalid('times_needed', 'A window belongs to a visit with a time.', 'arrival_window');
    end if;
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
