-- Sixteen people plan on two processors, so what one visit costs is what the others wait. The same steps with less
-- work: what they do, the order in which they lock and what they refuse are unchanged.

-- Who is asking is asked fourteen times to plan one visit, and most of it was a regular expression. The shape and the
-- type's own reading accept the same texts: hyphens where they belong, and hexadecimal digits of either case between.
create or replace function private.uuid_claim(name text) returns uuid
language plpgsql stable parallel safe set search_path = ''
as $$
declare
  claim constant text := nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> name;
begin
  if claim like '________-____-____-____-____________' and pg_input_is_valid(claim, 'uuid') then
    return claim::uuid;
  end if;
  return null;
end;
$$;

-- The day is only looked up where crews may be meant: they are other people on another day.
create or replace function private.plan_people(
  org uuid, was public.bookings, planned public.bookings, changes jsonb
) returns jsonb
language plpgsql stable set search_path = ''
as $$
declare
  named constant jsonb := coalesce(nullif(changes -> 'assignments', 'null'), '[]');
  day date;
  wanted jsonb;
begin
  if changes ? 'assignments' and not jsonb_path_exists(named, '$[*] ? (@.crew_id != null)') then
    return private.resolve_assignments(org, named, null);
  end if;
  if not changes ? 'assignments'
    and (planned.starts_at is null or planned.starts_at is not distinct from was.starts_at) then
    return was.assigned;
  end if;
  day := coalesce(
    private.visit_day(org, planned.job_id, planned.starts_at), planned.flexible_on,
    private.visit_day(org, planned.job_id, now())
  );
  if changes ? 'assignments' then
    return private.resolve_assignments(org, named, day);
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

-- What follows from a new visit is written by one statement: there is nothing of it yet that could be in the way.
create function private.place_new_bookings(org uuid, bookings uuid[], actor_kind text, actor_id uuid) returns void
language plpgsql volatile set search_path = '' set plan_cache_mode = force_generic_plan
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
begin
  with
    steps as (
      insert into public.booking_status_history
        (org_id, booking_id, booking_version, to_status, actor_kind, actor_id)
      select org, b.id, b.version, b.status, place_new_bookings.actor_kind, place_new_bookings.actor_id
      from public.bookings as b
      where b.org_id = org and b.id = any (bookings)
    ),
    sent as (
      insert into public.booking_assignments (org_id, booking_id, resource_id, crew_id, role, created_by)
      select org, b.id, w.resource_id, w.crew_id, w.role, b.created_by
      from public.bookings as b
      cross join lateral jsonb_to_recordset(b.assigned) as w (resource_id uuid, crew_id uuid, role text)
      where b.org_id = org and b.id = any (bookings)
      returning id, booking_id, resource_id
    )
  insert into public.resource_occupancy
    (org_id, resource_id, period, kind, booking_id, assignment_id, overlap_reason, overlap_by)
  select org, s.resource_id, private.period_of(b), 'assignment', b.id, s.id, b.overlap_reason, b.overlap_by
  from sent as s
  join public.bookings as b on b.org_id = org and b.id = s.booking_id
  where private.period_of(b) is not null
  order by s.resource_id;
end;
$$;
comment on function private.place_new_bookings(uuid, uuid[], text, uuid) is
  'Writes the first state, the assignments and the occupancy of visits that were just made.';
revoke execute on function private.place_new_bookings(uuid, uuid[], text, uuid) from public;

drop function private.lock_jobs(uuid, uuid[]);
create function private.lock_jobs(org uuid, jobs uuid[])
returns table (id uuid, status text, deleted_at timestamptz)
language plpgsql volatile rows 1 set search_path = '' set plan_cache_mode = force_generic_plan
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
begin
  return query
    select j.id, j.status, j.deleted_at
    from public.jobs as j
    where j.org_id = org and j.id = any (jobs)
    order by j.id
    for no key update;
end;
$$;
comment on function private.lock_jobs(uuid, uuid[]) is 'Locks jobs in id order and answers their states.';
revoke execute on function private.lock_jobs(uuid, uuid[]) from public;

-- refuse_closed_jobs and write_job_status in one look at the jobs, for visits that are new.
create function private.settle_jobs(org uuid, jobs uuid[]) returns void
language plpgsql volatile set search_path = ''
as $$
declare
  job record;
  by_visits text;
begin
  for job in select l.id, l.status, l.deleted_at from private.lock_jobs(org, jobs) as l loop
    if job.deleted_at is not null or job.status in ('cancelled', 'invoiced') then
      raise exception 'job_closed: A job that is % gets no further visit.',
        case when job.deleted_at is not null then 'deleted' else job.status end
        using errcode = 'CO409', hint = 'job_id';
    end if;
    continue when job.status = 'on_hold';
    by_visits := private.job_status(org, job.id);
    -- Only what differs is touched: an update of no row would still fire the triggers of the history.
    if by_visits <> job.status then
      update public.jobs as j set status = by_visits where j.org_id = org and j.id = job.id;
    end if;
  end loop;
end;
$$;
comment on function private.settle_jobs(uuid, uuid[]) is
  'Locks jobs and makes their state what their visits say; raises CO409 for those that get no further visit.';
revoke execute on function private.settle_jobs(uuid, uuid[]) from public;

create or replace function private.follow_new_bookings() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  actor record := private.current_actor();
  org uuid;
  ids uuid[];
  jobs uuid[];
  have_parents boolean;
begin
  for org, ids, jobs, have_parents in
    select n.org_id, array_agg(n.id), array_agg(distinct n.job_id), bool_or(n.parent_booking_id is not null)
    from new_rows as n
    group by n.org_id
  loop
    perform private.place_new_bookings(org, ids, actor.kind, actor.id);
    if have_parents then
      perform private.check_parents(org, ids);
    end if;
    perform private.settle_jobs(org, jobs);
  end loop;
  return null;
end;
$$;

-- A function in SQL is read and planned anew whenever it runs, so the people of a visit are read here.
create or replace function private.resources_of_record(org uuid, entity text, record_id uuid, is_taken boolean)
returns setof uuid
language plpgsql stable security definer set search_path = ''
as $$
declare
  job uuid := case when entity = 'job' then record_id end;
  booking uuid := case when entity = 'booking' then record_id end;
begin
  if entity = 'job_checklist' then
    select c.job_id into job from public.job_checklists as c where c.org_id = org and c.id = record_id;
  elsif entity = 'photo' then
    select p.booking_id into booking from public.field_photos as p where p.org_id = org and p.id = record_id;
  elsif entity = 'signature' then
    select d.booking_id into booking from public.digital_signatures as d where d.org_id = org and d.id = record_id;
  elsif entity = 'time_entry' then
    return query select t.resource_id from public.time_entries as t where t.org_id = org and t.id = record_id;
  end if;
  if booking is not null then
    return query
      select (person ->> 'resource_id')::uuid
      from public.bookings as b
      cross join lateral jsonb_array_elements(b.assigned) as person
      where b.org_id = org and b.id = booking;
    if is_taken then
      return query
        select private.assigned_resources(c.old -> 'assigned')
        from private.change_log as c
        where c.org_id = org and c.entity = 'booking' and c.entity_id = booking and c.old ? 'assigned'
          -- Of this transaction: of all months one is looked at.
          and c.created_at = now();
    end if;
  end if;
  if job is not null then
    return query
      select (person ->> 'resource_id')::uuid
      from public.bookings as b
      cross join lateral jsonb_array_elements(b.assigned) as person
      where b.org_id = org and b.job_id = job
        and b.status not in ('completed', 'closed', 'cancelled', 'no_show');
  end if;
end;
$$;

-- Mostly a visit is told of, and then its people are one look away.
create function private.people_told(
  org uuid, entity text, record_id uuid, is_taken boolean, operation uuid
) returns setof uuid
language plpgsql stable security definer set search_path = ''
as $$
begin
  if entity = 'booking' and operation is null and not is_taken then
    return query
      select distinct r.user_id
      from public.bookings as b
      cross join lateral jsonb_array_elements(b.assigned) as person
      join public.bookable_resources as r on r.org_id = org and r.id = (person ->> 'resource_id')::uuid
      where b.org_id = org and b.id = record_id and r.user_id is not null and r.deleted_at is null;
    return;
  end if;
  return query
    select record_id where entity = 'member'
    union
    select q.user_id from public.offline_sync_queue as q where q.org_id = org and q.op_id = operation
    union
    select r.user_id
    from private.resources_of_record(org, entity, record_id, is_taken) as resource_id
    join public.bookable_resources as r on r.org_id = org and r.id = resource_id
    where r.user_id is not null and r.deleted_at is null;
end;
$$;
comment on function private.people_told(uuid, text, uuid, boolean, uuid) is
  'Who is told of a record: who goes to its visits, whose operation it is, who is the member. '
  'Definer: it reads visits the caller need not see.';
revoke execute on function private.people_told(uuid, text, uuid, boolean, uuid) from public;

create or replace function private.tell_people(org uuid, items jsonb) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  about record;
  person uuid;
begin
  for about in
    select
      case when e.value ? 'booking_id' then 'booking' else e.value ->> 'entity' end as entity,
      coalesce(e.value ->> 'booking_id', e.value ->> 'id')::uuid as id,
      jsonb_agg(e.value) as events,
      coalesce(bool_or(e.value ->> 'type' = 'booking.unassigned'), false) as is_taken,
      -- Whose phone waits for the decision, also when he does not go there any more.
      min(case when e.value ->> 'entity' = 'operation' then e.value ->> 'id' end)::uuid as operation
    from jsonb_array_elements(items) as e
    where e.value ? 'booking_id'
      or e.value ->> 'entity' in (
        'booking', 'job', 'job_checklist', 'photo', 'signature', 'time_entry', 'operation', 'member'
      )
    group by 1, 2
  loop
    for person in
      select p from private.people_told(org, about.entity, about.id, about.is_taken, about.operation) as p
    loop
      perform realtime.send(
        jsonb_build_object('org_id', org, 'items', about.events), 'changed', 'user:' || person, true
      );
    end loop;
  end loop;
end;
$$;
