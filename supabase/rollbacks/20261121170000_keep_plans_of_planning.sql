-- Undoes "keep plans of planning".
create or replace function private.find_conflicts(org uuid, resources uuid[], span tstzrange, moving uuid[])
returns setof public.resource_occupancy
language plpgsql stable set search_path = ''
as $$
begin
  return query
    select o.*
    from public.resource_occupancy as o
    where o.org_id = org
      and o.resource_id = any (resources)
      and o.period && span
      and (o.booking_id is null or o.booking_id <> all (moving))
      and (o.expires_at is null or o.expires_at > clock_timestamp())
    order by o.period, o.resource_id;
end;
$$;

create or replace function private.take_over_hold(org uuid, hold uuid) returns void
language sql volatile set search_path = ''
as $$
  delete from public.booking_holds as h
  where h.org_id = org and h.id = hold and h.held_by = private.current_user_id()
$$;

create or replace function private.event_words(entity text, operation text, before jsonb, after jsonb) returns text[]
language sql immutable set search_path = ''
as $$
  select case
    when entity = 'booking' and operation in ('created', 'updated') then
      private.booking_events(operation, before, after)
    when entity = 'job' and operation = 'updated' and after ? 'status' then array[after ->> 'status']
    else array[operation]
  end
$$;

create or replace function private.write_job_status(org uuid, jobs uuid[]) returns void
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

create or replace function private.refuse_closed_jobs(org uuid, jobs uuid[]) returns void
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

drop function private.lock_jobs(uuid, uuid[]);
