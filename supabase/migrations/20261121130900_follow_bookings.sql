-- From a visit's row follow its assignments, its occupancy, its history of states and its job's state, set by set and
-- in the statement that wrote the row. Because a statement's rows are taken away all together before any is placed,
-- visits that change places in one update never meet on the way. What is planned by keys alone is so for the reason
-- given in write_occupancy.

-- A visit may follow another, that one a third; a circle would let no page end its list of what came before. Links
-- are only looked at while no other transaction changes one.
create function private.check_parents(org uuid, bookings uuid[]) returns void
language plpgsql volatile set search_path = ''
as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('parents:' || org, 0));
  if exists (
    with recursive line as (
      select b.id as origin, b.parent_booking_id as ancestor
      from public.bookings as b
      where b.org_id = org and b.id = any (bookings) and b.parent_booking_id is not null
      union
      select l.origin, b.parent_booking_id
      from line as l
      join public.bookings as b on b.org_id = org and b.id = l.ancestor
      where b.parent_booking_id is not null
    )
    select from line as l where l.ancestor = l.origin
  ) then
    raise exception 'circle: A visit cannot follow itself.' using errcode = 'CO422', hint = 'parent_booking_id';
  end if;
end;
$$;
comment on function private.check_parents(uuid, uuid[]) is 'Raises CO422 when visits follow one another in a circle.';
revoke execute on function private.check_parents(uuid, uuid[]) from public;

-- What a job's visits say about it. An incomplete visit keeps the job open until its own follow-up visit is done. A
-- job whose visits were all called off is as good as new: it still has to be planned.
create function private.job_status(org uuid, job uuid) returns text
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
  if visits.done > 0 and visits.open = 0 and (
    visits.unfinished = 0 or not exists (
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
    )
  ) then
    return 'completed';
  end if;
  return case
    when visits.done + visits.under_way > 0 then 'in_progress'
    when visits.planned > 0 then 'scheduled'
    else 'new'
  end;
end;
$$;
comment on function private.job_status(uuid, uuid) is 'The state a job has by its visits.';
revoke execute on function private.job_status(uuid, uuid) from public;

-- The jobs are locked first: two last visits that end at the same moment would each find the other still open, and the
-- job would stay open for ever. What was set by hand or by the invoice stays.
create function private.write_job_status(org uuid, jobs uuid[]) returns void
language plpgsql volatile set search_path = ''
as $$
declare
  job record;
begin
  perform from public.jobs as j where j.org_id = org and j.id = any (jobs) order by j.id for no key update;
  -- Only what differs is touched: an update of no row would still fire the triggers of the history.
  for job in
    select j.id, j.status as was, private.job_status(org, j.id) as status
    from public.jobs as j
    where j.org_id = org and j.id = any (jobs) and j.status not in ('on_hold', 'cancelled', 'invoiced')
  loop
    if job.status <> job.was then
      update public.jobs as j set status = job.status where j.org_id = org and j.id = job.id;
    end if;
  end loop;
end;
$$;
comment on function private.write_job_status(uuid, uuid[]) is 'Makes the state of jobs what their visits say.';
revoke execute on function private.write_job_status(uuid, uuid[]) from public;

-- Nothing is planned for a job that was called off, invoiced or deleted. Whoever plans has asked; but the job may have
-- been closed while he waited, and here it is locked.
create function private.refuse_closed_jobs(org uuid, jobs uuid[]) returns void
language plpgsql volatile set search_path = ''
as $$
declare
  closed public.jobs;
begin
  select j.* into closed
  from public.jobs as j
  where j.org_id = org
    and j.id = any (jobs)
    and (j.status in ('cancelled', 'invoiced') or j.deleted_at is not null)
  limit 1;
  if found then
    raise exception 'job_closed: A job that is % gets no further visit.',
      case when closed.deleted_at is not null then 'deleted' else closed.status end
      using errcode = 'CO409', hint = 'job_id';
  end if;
end;
$$;
comment on function private.refuse_closed_jobs(uuid, uuid[]) is
  'Raises CO409 for jobs that get no further visit; they must be locked.';
revoke execute on function private.refuse_closed_jobs(uuid, uuid[]) from public;

create function private.follow_new_bookings() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  actor record := private.current_actor();
  org uuid;
  ids uuid[];
  jobs uuid[];
begin
  insert into public.booking_status_history
    (org_id, booking_id, booking_version, to_status, actor_kind, actor_id)
  select n.org_id, n.id, n.version, n.status, actor.kind, actor.id from new_rows as n;
  insert into public.booking_assignments (org_id, booking_id, resource_id, crew_id, role)
  select n.org_id, n.id, w.resource_id, w.crew_id, w.role
  from new_rows as n
  cross join lateral jsonb_to_recordset(n.assigned) as w (resource_id uuid, crew_id uuid, role text);
  for org, ids in select n.org_id, array_agg(n.id) from new_rows as n group by n.org_id loop
    perform private.place_bookings(org, ids);
    if exists (select from new_rows as n where n.parent_booking_id is not null) then
      perform private.check_parents(org, ids);
    end if;
    jobs := array(select distinct n.job_id from new_rows as n where n.org_id = org);
    perform private.write_job_status(org, jobs);
    perform private.refuse_closed_jobs(org, jobs);
  end loop;
  return null;
end;
$$;
comment on function private.follow_new_bookings() is
  'After visits were made: assignments, occupancy, history, job state. Definer: nobody may write these by hand.';
revoke execute on function private.follow_new_bookings() from public;

create function private.follow_changed_bookings() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  actor record;
  org uuid;
  ids uuid[];
begin
  -- A statement that changed no row fires its triggers all the same.
  if not exists (select from new_rows) then
    return null;
  end if;
  actor := private.current_actor();
  insert into public.booking_status_history
    (org_id, booking_id, booking_version, from_status, to_status, reason, skipped, actor_kind, actor_id)
  select
    n.org_id, n.id, n.version, o.status, n.status,
    case when n.outcome is not null then n.outcome_reason else n.status_reason end,
    coalesce(t.skipped, '{}'), actor.kind, actor.id
  from new_rows as n
  join old_rows as o on o.org_id = n.org_id and o.id = n.id
  left join private.booking_transitions as t on t.from_status = o.status and t.to_status = n.status
  where n.status <> o.status
  on conflict on constraint booking_status_history_version_key do nothing;

  for org, ids in
    select n.org_id, array_agg(n.id)
    from new_rows as n
    join old_rows as o on o.org_id = n.org_id and o.id = n.id
    where n.assigned <> o.assigned
    group by n.org_id
  loop
    perform private.write_assignments(org, ids);
  end loop;

  for org, ids in
    select n.org_id, array_agg(n.id)
    from new_rows as n
    join old_rows as o on o.org_id = n.org_id and o.id = n.id
    where
      (n.starts_at, n.ends_at, n.buffer_before_min, n.buffer_after_min, n.freed_at, n.overlap_reason)
        is distinct from
      (o.starts_at, o.ends_at, o.buffer_before_min, o.buffer_after_min, o.freed_at, o.overlap_reason)
      or n.assigned <> o.assigned
      or private.occupies(n.status) <> private.occupies(o.status)
    group by n.org_id
  loop
    perform private.write_occupancy(org, ids);
  end loop;

  for org, ids in
    select n.org_id, array_agg(n.id)
    from new_rows as n
    join old_rows as o on o.org_id = n.org_id and o.id = n.id
    where n.parent_booking_id is distinct from o.parent_booking_id and n.parent_booking_id is not null
    group by n.org_id
  loop
    perform private.check_parents(org, ids);
  end loop;

  for org, ids in
    select n.org_id, array_agg(distinct n.job_id)
    from new_rows as n
    join old_rows as o on o.org_id = n.org_id and o.id = n.id
    where n.status <> o.status or n.outcome is distinct from o.outcome
    group by n.org_id
  loop
    perform private.write_job_status(org, ids);
  end loop;

  for org, ids in
    select n.org_id, array_agg(distinct n.job_id)
    from new_rows as n
    join old_rows as o on o.org_id = n.org_id and o.id = n.id
    where o.status in ('cancelled', 'no_show') and n.status <> o.status
    group by n.org_id
  loop
    perform private.refuse_closed_jobs(org, ids);
  end loop;
  return null;
end;
$$;
comment on function private.follow_changed_bookings() is
  'After visits were changed: assignments, occupancy, history, job state follow. '
  'Definer: nobody may write these by hand.';
revoke execute on function private.follow_changed_bookings() from public;

-- Named to come after record_insert and record_update: a visit's event precedes that of its job.
create trigger settle_insert after insert on public.bookings
  referencing new table as new_rows
  for each statement execute function private.follow_new_bookings();
create trigger settle_update after update on public.bookings
  referencing old table as old_rows new table as new_rows
  for each statement execute function private.follow_changed_bookings();

-- The other way round: who writes assignments by themselves (a seed, an import) changes the visit with them, and all
-- that follows from it. What the visit's own trigger wrote says what the visit says already.
create function private.follow_assignments() returns trigger
language plpgsql security definer set search_path = '' set plan_cache_mode = force_generic_plan
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
declare
  line record;
begin
  for line in
    select b.org_id, b.id, now_assigned.list
    from (select distinct c.org_id, c.booking_id from changed_rows as c) as c
    join public.organizations as o on o.id = c.org_id
    join public.bookings as b on b.org_id = c.org_id and b.id = c.booking_id
    cross join lateral (
      select coalesce(
        jsonb_agg(
          jsonb_build_object('resource_id', a.resource_id, 'crew_id', a.crew_id, 'role', a.role)
          order by a.resource_id
        ),
        '[]'
      ) as list
      from public.booking_assignments as a
      where a.org_id = c.org_id and a.booking_id = c.booking_id
    ) as now_assigned
    where b.assigned <> now_assigned.list
  loop
    update public.bookings as b set assigned = line.list where b.org_id = line.org_id and b.id = line.id;
  end loop;
  return null;
end;
$$;
comment on function private.follow_assignments() is
  'After assignments were written: the visit says the same. Definer: visits are nobody''s to write.';
revoke execute on function private.follow_assignments() from public;

create trigger follow_insert after insert on public.booking_assignments
  referencing new table as changed_rows
  for each statement when (pg_trigger_depth() < 1) execute function private.follow_assignments();
create trigger follow_update after update on public.booking_assignments
  referencing new table as changed_rows
  for each statement when (pg_trigger_depth() < 1) execute function private.follow_assignments();
create trigger follow_delete after delete on public.booking_assignments
  referencing old table as changed_rows
  for each statement when (pg_trigger_depth() < 1) execute function private.follow_assignments();
