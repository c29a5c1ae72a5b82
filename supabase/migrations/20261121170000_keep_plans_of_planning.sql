-- Planning a visit was planned as much as it was done: a quarter of its work was the planner's, again at each call. What
-- is found by keys keeps its plan for the session, and what was a SQL function, which is read and planned anew whenever
-- it runs, is a plpgsql one. What they do is unchanged.

-- One range of the index per resource, as in slot_gaps: "= any" would make the index look at all of a company's.
create or replace function private.find_conflicts(org uuid, resources uuid[], span tstzrange, moving uuid[])
returns setof public.resource_occupancy
language plpgsql stable rows 5 set search_path = '' set plan_cache_mode = force_generic_plan set enable_seqscan = off
as $$
begin
  return query
    select o.*
    from unnest(resources) as i (id)
    cross join lateral (
      select r.*
      from public.resource_occupancy as r
      where r.org_id = org and r.resource_id = i.id and r.period operator(pg_catalog.&&) span
    ) as o
    where (o.booking_id is null or o.booking_id <> all (moving))
      and (o.expires_at is null or o.expires_at > clock_timestamp())
    order by o.period, o.resource_id;
end;
$$;

create or replace function private.take_over_hold(org uuid, hold uuid) returns void
language plpgsql volatile set search_path = ''
as $$
begin
  if hold is not null then
    delete from public.booking_holds as h
    where h.org_id = org and h.id = hold and h.held_by = private.current_user_id();
  end if;
end;
$$;

create or replace function private.event_words(entity text, operation text, before jsonb, after jsonb) returns text[]
language plpgsql immutable set search_path = ''
as $$
begin
  return case
    when entity = 'booking' and operation in ('created', 'updated') then
      private.booking_events(operation, before, after)
    when entity = 'job' and operation = 'updated' and after ? 'status' then array[after ->> 'status']
    else array[operation]
  end;
end;
$$;

-- A function of its own: what the settings do to plans must not reach the triggers of the update that follows, whose
-- plans last for the session.
create function private.lock_jobs(org uuid, jobs uuid[]) returns table (id uuid, status text)
language plpgsql volatile rows 1 set search_path = '' set plan_cache_mode = force_generic_plan
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
begin
  return query
    select j.id, j.status
    from public.jobs as j
    where j.org_id = org and j.id = any (jobs)
    order by j.id
    for no key update;
end;
$$;
comment on function private.lock_jobs(uuid, uuid[]) is 'Locks jobs in id order and answers their states.';
revoke execute on function private.lock_jobs(uuid, uuid[]) from public;

-- The jobs are locked first: two last visits that end at the same moment would each find the other still open, and the
-- job would stay open for ever. What was set by hand or by the invoice stays.
create or replace function private.write_job_status(org uuid, jobs uuid[]) returns void
language plpgsql volatile set search_path = ''
as $$
declare
  job record;
  by_visits text;
begin
  for job in select l.id, l.status from private.lock_jobs(org, jobs) as l loop
    continue when job.status in ('on_hold', 'cancelled', 'invoiced');
    by_visits := private.job_status(org, job.id);
    -- Only what differs is touched: an update of no row would still fire the triggers of the history.
    if by_visits <> job.status then
      update public.jobs as j set status = by_visits where j.org_id = org and j.id = job.id;
    end if;
  end loop;
end;
$$;

create or replace function private.refuse_closed_jobs(org uuid, jobs uuid[]) returns void
language plpgsql volatile set search_path = '' set plan_cache_mode = force_generic_plan
  set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
as $$
declare
  closed record;
begin
  select j.status, j.deleted_at into closed
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
