-- What a worker does: take work by lease, say that it lives, finish or fail it. Any number of workers may run. A
-- worker that dies holds nothing longer than its lease. The functions are granted to the workers' role alone.

create table ops.workers (
  name text not null primary key,
  started_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  constraint workers_name_check check (length(name) between 1 and 200)
);
comment on table ops.workers is 'Workers and when each was last heard of.';
alter table ops.workers enable row level security;

create table ops.schedules (
  name text not null primary key,
  every_s integer not null,
  next_run_at timestamptz not null default now(),
  last_run_at timestamptz,
  last_error text,
  leased_until timestamptz,
  leased_by text,
  constraint schedules_every_s_check check (every_s > 0),
  constraint schedules_lease_check check ((leased_until is null) = (leased_by is null))
);
comment on table ops.schedules is 'What is done again and again, by whichever worker comes first.';
alter table ops.schedules enable row level security;
insert into ops.schedules (name, every_s) values ('relay_outbox', 5), ('maintenance', 3600);

-- Oldest first; rows another worker is looking at are passed over, not waited for. An expired lease makes a job due
-- again; the attempt was counted when it was taken, so a job that kills its workers ends as failed and not for ever.
create function ops.claim_jobs(worker text, kinds text[], max_jobs integer, lease_s integer)
returns table (org_id uuid, id uuid, kind text, payload jsonb, attempts integer, max_attempts integer)
language plpgsql volatile security definer set search_path = ''
as $$
begin
  return query
    with due as (
      select j.org_id, j.id
      from private.background_jobs as j
      where j.finished_at is null
        and j.failed_at is null
        and j.run_at <= now()
        and (j.leased_until is null or j.leased_until < now())
        and j.attempts < j.max_attempts
        and j.kind = any (kinds)
      order by j.run_at
      limit max_jobs
      for update skip locked
    )
    update private.background_jobs as j
    set leased_until = now() + make_interval(secs => lease_s), leased_by = worker, attempts = j.attempts + 1
    from due
    where j.org_id = due.org_id and j.id = due.id
    returning j.org_id, j.id, j.kind, j.payload, j.attempts, j.max_attempts;
end;
$$;
comment on function ops.claim_jobs(text, text[], integer, integer) is
  'Takes up to max_jobs due jobs for lease_s seconds. Definer: the worker has no right on any table.';
revoke execute on function ops.claim_jobs(text, text[], integer, integer) from public;
grant execute on function ops.claim_jobs(text, text[], integer, integer) to callout_worker;

create function ops.heartbeat(worker text, job_ids uuid[], lease_s integer) returns setof uuid
language plpgsql volatile security definer set search_path = ''
as $$
begin
  insert into ops.workers as w (name)
  values (worker)
  on conflict (name) do update set seen_at = now();
  return query
    update private.background_jobs as j
    set leased_until = now() + make_interval(secs => lease_s)
    where j.leased_by = worker and j.id = any (job_ids) and j.finished_at is null and j.failed_at is null
    returning j.id;
end;
$$;
comment on function ops.heartbeat(text, uuid[], integer) is
  'Says that the worker lives and renews its leases; answers the jobs it still holds. '
  'Definer: the worker has no right on any table.';
revoke execute on function ops.heartbeat(text, uuid[], integer) from public;
grant execute on function ops.heartbeat(text, uuid[], integer) to callout_worker;

create function ops.finish_job(org uuid, job uuid, worker text) returns boolean
language plpgsql volatile security definer set search_path = ''
as $$
begin
  update private.background_jobs as j
  set finished_at = now(), leased_until = null, leased_by = null, last_error = null
  where j.org_id = org and j.id = job and j.leased_by = worker and j.finished_at is null;
  return found;
end;
$$;
comment on function ops.finish_job(uuid, uuid, text) is
  'Done; false when the lease was lost to another worker. Definer: the worker has no right on any table.';
revoke execute on function ops.finish_job(uuid, uuid, text) from public;
grant execute on function ops.finish_job(uuid, uuid, text) to callout_worker;

create function ops.fail_job(org uuid, job uuid, worker text, error text, retry_at timestamptz) returns boolean
language plpgsql volatile security definer set search_path = ''
as $$
begin
  update private.background_jobs as j
  set
    leased_until = null,
    leased_by = null,
    last_error = left(error, 2000),
    run_at = coalesce(retry_at, j.run_at),
    failed_at = case when retry_at is null or j.attempts >= j.max_attempts then now() end
  where j.org_id = org and j.id = job and j.leased_by = worker and j.finished_at is null;
  return found;
end;
$$;
comment on function ops.fail_job(uuid, uuid, text, text, timestamptz) is
  'Not done: again at retry_at, or never when that is null or the attempts are used up. '
  'Definer: the worker has no right on any table.';
revoke execute on function ops.fail_job(uuid, uuid, text, text, timestamptz) from public;
grant execute on function ops.fail_job(uuid, uuid, text, text, timestamptz) to callout_worker;

create function ops.claim_schedule(worker text, lease_s integer) returns text
language plpgsql volatile security definer set search_path = ''
as $$
declare
  claimed text;
begin
  update ops.schedules as s
  set leased_until = now() + make_interval(secs => lease_s), leased_by = worker
  where s.name = (
    select d.name
    from ops.schedules as d
    where d.next_run_at <= now() and (d.leased_until is null or d.leased_until < now())
    order by d.next_run_at
    limit 1
    for update skip locked
  )
  returning s.name into claimed;
  return claimed;
end;
$$;
comment on function ops.claim_schedule(text, integer) is
  'The name of a due schedule, leased to the worker, or null. Definer: the worker has no right on any table.';
revoke execute on function ops.claim_schedule(text, integer) from public;
grant execute on function ops.claim_schedule(text, integer) to callout_worker;

create function ops.finish_schedule(schedule text, worker text, error text) returns boolean
language plpgsql volatile security definer set search_path = ''
as $$
begin
  update ops.schedules as s
  set
    leased_until = null,
    leased_by = null,
    last_run_at = now(),
    last_error = left(error, 2000),
    -- Missed turns are not made up for: what runs late runs once.
    next_run_at = now() + make_interval(secs => s.every_s)
  where s.name = schedule and s.leased_by = worker;
  return found;
end;
$$;
comment on function ops.finish_schedule(text, text, text) is
  'Ends a turn, error null when it went well. Definer: the worker has no right on any table.';
revoke execute on function ops.finish_schedule(text, text, text) from public;
grant execute on function ops.finish_schedule(text, text, text) to callout_worker;
