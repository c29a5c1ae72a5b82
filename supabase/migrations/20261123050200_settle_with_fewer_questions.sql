-- What follows from a new visit is written with fewer questions. The visit is read once for all that is placed, its job
-- is locked and settled without a list of one, and people are only looked for once for all that is told.

create or replace function private.place_new_bookings(org uuid, bookings uuid[], actor_kind text, actor_id uuid)
returns void
language plpgsql volatile set search_path = '' set plan_cache_mode = force_generic_plan
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
begin
  with
    made as materialized (
      select b.id, b.version, b.status, b.created_by, b.assigned, b.overlap_reason, b.overlap_by,
        private.period_of(b) as period
      from public.bookings as b
      where b.org_id = org and b.id = any (bookings)
    ),
    steps as (
      insert into public.booking_status_history
        (org_id, booking_id, booking_version, to_status, actor_kind, actor_id)
      select org, m.id, m.version, m.status, place_new_bookings.actor_kind, place_new_bookings.actor_id
      from made as m
    ),
    people as materialized (
      select private.uuid_v7() as assignment_id, m.id as booking_id, m.created_by, m.period, m.overlap_reason,
        m.overlap_by, w.resource_id, w.crew_id, w.role
      from made as m
      cross join lateral jsonb_to_recordset(m.assigned) as w (resource_id uuid, crew_id uuid, role text)
    ),
    sent as (
      insert into public.booking_assignments (org_id, id, booking_id, resource_id, crew_id, role, created_by)
      select org, p.assignment_id, p.booking_id, p.resource_id, p.crew_id, p.role, p.created_by
      from people as p
    )
  insert into public.resource_occupancy
    (org_id, resource_id, period, kind, booking_id, assignment_id, overlap_reason, overlap_by)
  select org, p.resource_id, p.period, 'assignment', p.booking_id, p.assignment_id, p.overlap_reason, p.overlap_by
  from people as p
  where p.period is not null
  order by p.resource_id;
end;
$$;

-- The last question is only asked of a job whose visits are all over and one of them without its end.
create or replace function private.job_status(org uuid, job uuid) returns text
language plpgsql stable set search_path = '' set plan_cache_mode = force_generic_plan
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
declare
  visits record;
begin
  select
    count(*) filter (where b.status in ('completed', 'closed')) as done,
    count(*) filter (where b.outcome = 'incomplete') as unfinished,
    count(*) filter (where b.status not in ('completed', 'closed', 'cancelled', 'no_show')) as open,
    count(*) filter (where b.status in ('en_route', 'on_site', 'paused')) as under_way,
    count(*) filter (where b.status in ('scheduled', 'dispatched')) as planned
  into visits
  from public.bookings as b
  where b.org_id = org and b.job_id = job;
  if visits.done > 0 and visits.open = 0 then
    if visits.unfinished = 0 then
      return 'completed';
    end if;
    if not exists (
      select
      from public.bookings as b
      where b.org_id = org
        and b.job_id = job
        and b.outcome = 'incomplete'
        and not exists (
          select
          from public.bookings as f
          where f.org_id = org and f.parent_booking_id = b.id and f.outcome = 'done'
        )
    ) then
      return 'completed';
    end if;
  end if;
  return case
    when visits.done + visits.under_way > 0 then 'in_progress'
    when visits.planned > 0 then 'scheduled'
    else 'new'
  end;
end;
$$;

-- The jobs come in the order of their ids, in which everybody locks them.
create or replace function private.settle_jobs(org uuid, jobs uuid[]) returns void
language plpgsql volatile set search_path = ''
as $$
declare
  job uuid;
  state text;
  removed timestamptz;
  by_visits text;
begin
  foreach job in array jobs loop
    select j.status, j.deleted_at into state, removed
    from public.jobs as j
    where j.org_id = org and j.id = job
    for no key update;
    if removed is not null or state in ('cancelled', 'invoiced') then
      raise exception 'job_closed: A job that is % gets no further visit.',
        case when removed is not null then 'deleted' else state end
        using errcode = 'CO409', hint = 'job_id';
    end if;
    -- A visit that lies ahead changes nothing of a job that is planned already, or under way.
    continue when state in ('on_hold', 'scheduled', 'in_progress');
    by_visits := private.job_status(org, job);
    -- Only what differs is touched: an update of no row would still fire the triggers of the history.
    if by_visits <> state then
      update public.jobs as j set status = by_visits where j.org_id = org and j.id = job;
    end if;
  end loop;
end;
$$;

create or replace function private.follow_new_bookings() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  actor record := private.current_actor();
  org uuid;
  orgs uuid[];
  ids uuid[];
  jobs uuid[];
  have_parents boolean;
  withheld uuid[];
  done text;
begin
  select array_agg(distinct n.org_id) into orgs from new_rows as n;
  foreach org in array coalesce(orgs, '{}') loop
    select array_agg(n.id), array_agg(distinct n.job_id), bool_or(n.parent_booking_id is not null)
    into ids, jobs, have_parents
    from new_rows as n
    where n.org_id = org;
    done := private.place_new_bookings(org, ids, actor.kind, actor.id)::text;
    if have_parents then
      perform private.check_parents(org, ids);
    end if;
    done := private.settle_jobs(org, jobs)::text;
  end loop;
  withheld := nullif(current_setting('callout.withheld', true), '');
  if withheld is not null then
    done := set_config('callout.withheld', '', true);
    done := private.spread_withheld(withheld)::text;
  end if;
  return null;
end;
$$;

-- Hardly any line is a step of the work: visits begin unscheduled or scheduled.
create or replace function private.follow_steps() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  step record;
  entry public.time_entries;
  moment timestamptz;
  resource uuid;
begin
  if not exists (select from new_rows as n where n.from_status is not null) then
    return null;
  end if;
  for step in
    select n.org_id, n.booking_id, n.from_status, n.to_status, n.device_time, n.actor_id
    from new_rows as n
    where n.from_status is not null and n.to_status not in ('scheduled', 'dispatched', 'closed')
    order by n.booking_id, n.booking_version
  loop
    moment := private.step_time(step.device_time);
    if step.to_status in ('en_route', 'on_site', 'paused') then
      resource := private.clock_resource(step.org_id, step.booking_id, step.actor_id);
      -- Taken up again by the office: nobody is there yet, and nobody's hours begin.
      if resource is not null and not (step.from_status = 'completed' and not exists (
        select from public.bookable_resources as r
        where r.org_id = step.org_id and r.id = resource and r.user_id = step.actor_id
      )) then
        perform private.start_clock(
          step.org_id, step.booking_id, resource,
          case step.to_status when 'en_route' then 'travel' when 'paused' then 'break' else 'on_site' end, moment
        );
      end if;
    else
      for entry in
        select e.*
        from public.time_entries as e
        where e.org_id = step.org_id and e.booking_id = step.booking_id and e.ends_at is null and e.deleted_at is null
      loop
        perform private.stop_clock(step.org_id, entry, moment);
      end loop;
    end if;
  end loop;
  return null;
end;
$$;
